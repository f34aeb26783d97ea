// check.mjs FILE...: holds each document of YAML files against the types that are generated from the published schemas: names of
// fields, their types, which must be there, which words they take. Run in the folder of node_modules. Exit status: 0 all fit, 1 not.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import YAML from "yaml";

const documents = process.argv.slice(2).flatMap((file) =>
    YAML.parseAllDocuments(readFileSync(file, "utf8"), { strict: true }).map((document) => {
        if (document.errors.length) {
            throw document.errors[0];
        }
        return { file, value: document.toJS() };
    }));

function source({ file, value }, number) {
    const version = value.apiVersion;
    const module = version.startsWith("monitoring.coreos.com/")
        ? `@kubernetes-models/prometheus-operator/${version}/${value.kind}`
        : `kubernetes-models/${version}/${value.kind}`;
    const name = `${value.kind}${number}`;
    return `// ${file}\nimport type { I${value.kind} as ${name} } from "${module}";\nexport const d${number}: ${name} = ${JSON.stringify(value, null, 1)};\n`;
}

const folder = mkdtempSync(join(process.cwd(), "check-"));
try {
    writeFileSync(join(folder, "documents.ts"), documents.map(source).join("\n"));
    execFileSync("node_modules/.bin/tsc", ["--noEmit", "--strict", "--skipLibCheck", "--module", "esnext", "--moduleResolution", "bundler",
        join(folder, "documents.ts")], { stdio: "inherit" });
    console.log(`${documents.length} documents fit`);
} catch (e) {
    process.exitCode = 1;
} finally {
    rmSync(folder, { recursive: true });
}
