package io.github.jobtide.yaml;

/** A text is no YAML. */
public final class MalformedYamlException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int position;

    MalformedYamlException(int position, Throwable cause) {
        super("this is not YAML", cause);
        this.position = position;
    }

    /** Where that is seen, in code points from the beginning of the text; 0 also if that is not known. */
    public int position() {
        return position;
    }
}
