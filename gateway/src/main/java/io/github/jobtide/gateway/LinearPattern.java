package io.github.jobtide.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A regular expression that is matched in time that grows with the text alone, whatever the expression: all ways through it are followed at
 * once, a step for each character (Thompson, "Regular Expression Search Algorithm", 1968). It matches whole texts. One thread.
 *
 * <p>The expression is a program: an instruction takes one character, or leads on without one.
 */
final class LinearPattern {
    static final int MAX_INSTRUCTIONS = 2000;
    /** How often parts may be come to while they are written: some write nothing. */
    private static final int MAX_VISITS = 20 * MAX_INSTRUCTIONS;

    private static final int TAKE = 0;
    private static final int JUMP = 1;
    private static final int SPLIT = 2;
    private static final int BEGIN = 3;
    private static final int END = 4;
    private static final int MATCH = 5;

    private final int[] kinds;
    private final int[] firsts;
    private final int[] seconds;
    private final List<Characters> characters;
    /** Instructions at which a character is awaited. */
    private int[] current;
    private int[] next;
    private int nextCount;
    /** When each instruction was last come to. */
    private final int[] marks;
    private final int[] stack;
    private int mark;

    private LinearPattern(Program program) {
        int size = program.kinds.size();
        this.kinds = program.kinds.stream().mapToInt(Integer::intValue).toArray();
        this.firsts = program.firsts.stream().mapToInt(Integer::intValue).toArray();
        this.seconds = program.seconds.stream().mapToInt(Integer::intValue).toArray();
        this.characters = List.copyOf(program.characters);
        this.current = new int[size];
        this.next = new int[size];
        this.marks = new int[size];
        this.stack = new int[2 * size + 1];
    }

    /** @throws MalformedException if it is no expression, or one that is not supported */
    static LinearPattern of(String text) {
        return of(text, new StepBudget(MAX_INSTRUCTIONS));
    }

    /**
     * @param instructions how many there may still be
     * @throws MalformedException if it is no expression, one that is not supported, or too large
     */
    static LinearPattern of(String text, StepBudget instructions) {
        var program = new Program();
        new PatternReader(text).read().write(program);
        program.add(MATCH, 0, 0);
        try {
            instructions.take(program.here());
        } catch (StepBudget.ExhaustedException e) {
            throw new MalformedException("the expressions are too large together; repeat less, or write them shorter");
        }
        return new LinearPattern(program);
    }

    /** Whether the whole text is such. */
    boolean matches(String text, StepBudget budget) {
        mark++;
        nextCount = 0;
        boolean matched = follow(0, 0, text.length(), budget);
        for (int at = 0; at < text.length();) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            int count = nextCount;
            budget.take(1);
            if (count == 0) {
                return false;
            }
            matched = step(count, character, at, text.length(), budget);
        }
        return matched;
    }

    /** Returns whether that leads to the end of the expression. */
    private boolean step(int count, int character, int at, int length, StepBudget budget) {
        int[] waiting = next;
        next = current;
        current = waiting;
        nextCount = 0;
        mark++;
        boolean matched = false;
        for (int i = 0; i < count; i++) {
            int instruction = waiting[i];
            Characters wanted = characters.get(firsts[instruction]);
            budget.take(wanted.items.size());
            if (wanted.contains(character)) {
                matched |= follow(instruction + 1, at, length, budget);
            }
        }
        return matched;
    }

    /** Finds every instruction that awaits a character and can be come to without one. */
    private boolean follow(int from, int at, int length, StepBudget budget) {
        boolean matched = false;
        int depth = 0;
        stack[depth++] = from;
        while (depth > 0) {
            int instruction = stack[--depth];
            budget.take(1);
            if (marks[instruction] == mark) {
                continue;
            }
            marks[instruction] = mark;
            switch (kinds[instruction]) {
                case TAKE -> next[nextCount++] = instruction;
                case JUMP -> stack[depth++] = firsts[instruction];
                case SPLIT -> {
                    stack[depth++] = firsts[instruction];
                    stack[depth++] = seconds[instruction];
                }
                case BEGIN -> depth = push(at == 0, instruction + 1, depth);
                case END -> depth = push(at == length, instruction + 1, depth);
                default -> matched = true;
            }
        }
        return matched;
    }

    private int push(boolean may, int instruction, int depth) {
        if (may) {
            stack[depth] = instruction;
        }
        return may ? depth + 1 : depth;
    }

    /** Instructions as they are written one after the other. */
    static final class Program {
        private final List<Integer> kinds = new ArrayList<>();
        private final List<Integer> firsts = new ArrayList<>();
        private final List<Integer> seconds = new ArrayList<>();
        private final List<Characters> characters = new ArrayList<>();
        private int visits;

        private int add(int kind, int first, int second) {
            if (kinds.size() >= MAX_INSTRUCTIONS) {
                throw tooLarge();
            }
            kinds.add(kind);
            firsts.add(first);
            seconds.add(second);
            return kinds.size() - 1;
        }

        private void visit() {
            if (++visits > MAX_VISITS) {
                throw tooLarge();
            }
        }

        private static MalformedException tooLarge() {
            return new MalformedException("the expression is too large; repeat less, or write it shorter");
        }

        private int here() {
            return kinds.size();
        }

        private void lead(int instruction, int first, int second) {
            firsts.set(instruction, first);
            seconds.set(instruction, second);
        }
    }

    /** A part of an expression. */
    sealed interface Part {
        void writeTo(Program program);

        /** Writes it, unless all that has been written before was too much. */
        default void write(Program program) {
            program.visit();
            writeTo(program);
        }
    }

    /** A class of characters: those that are any of the items, or none of them. Each item costs a step. */
    record Characters(List<IntPredicate> items, boolean opposite) {
        Characters {
            items = List.copyOf(items);
        }

        private boolean contains(int character) {
            for (IntPredicate item : items) {
                if (item.test(character)) {
                    return !opposite;
                }
            }
            return opposite;
        }
    }

    record One(Characters characters) implements Part {
        @Override
        public void writeTo(Program program) {
            program.characters.add(characters);
            program.add(TAKE, program.characters.size() - 1, 0);
        }
    }

    /** The beginning or the end of the text. */
    record Edge(boolean begin) implements Part {
        @Override
        public void writeTo(Program program) {
            program.add(begin ? BEGIN : END, 0, 0);
        }
    }

    /** One after the other. */
    record Sequence(List<Part> parts) implements Part {
        Sequence {
            parts = List.copyOf(parts);
        }

        @Override
        public void writeTo(Program program) {
            parts.forEach(part -> part.write(program));
        }
    }

    /** Any of them. */
    record Choice(List<Part> parts) implements Part {
        Choice {
            parts = List.copyOf(parts);
        }

        @Override
        public void writeTo(Program program) {
            List<Integer> jumps = new ArrayList<>();
            for (int i = 0; i < parts.size() - 1; i++) {
                int split = program.add(SPLIT, 0, 0);
                parts.get(i).write(program);
                jumps.add(program.add(JUMP, 0, 0));
                program.lead(split, split + 1, program.here());
            }
            parts.getLast().write(program);
            jumps.forEach(jump -> program.lead(jump, program.here(), 0));
        }
    }

    /** @param max less than 0 for any number */
    record Repeat(Part part, int min, int max) implements Part {
        @Override
        public void writeTo(Program program) {
            int before = -1;
            for (int i = 0; i < min && before < program.here(); i++) { // What writes nothing once never does.
                before = program.here();
                part.write(program);
            }
            if (max < 0) {
                int split = program.add(SPLIT, 0, 0);
                part.write(program);
                program.add(JUMP, split, 0);
                program.lead(split, split + 1, program.here());
                return;
            }
            List<Integer> splits = new ArrayList<>();
            for (int i = min; i < max; i++) {
                splits.add(program.add(SPLIT, 0, 0));
                part.write(program);
            }
            splits.forEach(split -> program.lead(split, split + 1, program.here()));
        }
    }

    /** It cannot be used; the message is for whoever wrote it. */
    static final class MalformedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        MalformedException(String message) {
            super(message, null, false, false);
        }
    }
}
