package dev.holdfast.standalone.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The shell scripts of README and of the pages in {@code docs}. */
public final class DocScripts {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern FENCE = Pattern.compile("(?<indent> *)```(?<language>.*)");
    private static final Pattern CODE = Pattern.compile("(?<indent> {4,})\\S.*");

    private static final String NO_SCRIPT = "not a shell script";
    private static final String BUILDS = "builds or installs";

    /** Blocks that do not run in the end-to-end tests: page, beginning of the block, reason. */
    static final List<NotRun> NOT_RUN = List.of(
            new NotRun("README.md", "./holdfast up", "builds, and runs all tests"),
            new NotRun("docs/api.md", "OIDC=", "a person confirms in a browser: DeviceCodeIT"),
            new NotRun(
                    "docs/api.md",
                    "curl -H \"Authorization: Bearer $TOKEN\" -H 'Idempotency-Key",
                    "shows only a header"),
            new NotRun("docs/api.md", "{\"items\"", NO_SCRIPT),
            new NotRun("docs/api.md", "{\"type\"", NO_SCRIPT),
            new NotRun("docs/api.md", "curl -fsS 'http://localhost:8081/q/openapi", "GeneratedClientsIT"),
            new NotRun("docs/benchmarks.md", "./holdfast up", "takes an hour and a machine without other load"),
            new NotRun("docs/benchmarks.md", "./holdfast bench faults", "kills services of a second installation"),
            new NotRun("docs/benchmarks.md", "./mvnw", BUILDS),
            new NotRun(
                    "docs/certificates.md",
                    "curl -so list.crl",
                    "needs a device's certificate; RelyingPartiesTest runs openssl like this"),
            new NotRun("docs/events.md", "event: ", NO_SCRIPT),
            new NotRun("docs/filter.md", "is:untrusted", NO_SCRIPT),
            new NotRun("docs/gateway.md", "openssl req -x509", "EstIT"),
            new NotRun("docs/gateway.md", "EST=", "EstIT"),
            new NotRun("docs/gateway.md", "est --cert general.pem", "EstIT"),
            new NotRun("docs/gateway.md", "openssl x509 -x509toreq", "EstIT"),
            new NotRun("docs/gateway.md", "cat infra-ca.pem", "EstIT"),
            new NotRun("docs/gateway.md", "FINGERPRINT=", "the demo needs its gateway: StolenGatewayIT"),
            new NotRun("docs/operating.md", "gateway.host", NO_SCRIPT),
            new NotRun("docs/operating.md", "tls.certificate", NO_SCRIPT),
            new NotRun("docs/operating.md", "./holdfast sim --catalog", "runs until Ctrl-C: EmptyInstallationIT"),
            new NotRun("docs/operating.md", "export HOLDFAST_HOME", "RestoreDrillIT"),
            new NotRun("docs/operating.md", "insert into owner_request", NO_SCRIPT),
            new NotRun("docs/policies.md", "evidence.bootCount", NO_SCRIPT),
            new NotRun("docs/supply-chain.md", ".ci/sbom", BUILDS),
            new NotRun("docs/supply-chain.md", "osv-scanner", "needs a scanner and the internet"),
            new NotRun("docs/supply-chain.md", "podman", "needs container images"),
            new NotRun("docs/supply-chain.md", "name: Known", NO_SCRIPT),
            new NotRun("docs/supply-chain.md", "skopeo", "needs the internet"),
            new NotRun("docs/threat-model.md", " T1,T2,T3", NO_SCRIPT));

    private DocScripts() {}

    /**
     * A block of code.
     *
     * @param page path of the page in the project
     * @param line number of the first line
     * @param text without indentation
     */
    public record Script(String page, int line, String text) {}

    /** A block that the tests do not run. */
    record NotRun(String page, String beginning, String reason) {
        boolean is(Script script) {
            return script.page().equals(page) && script.text().startsWith(beginning);
        }
    }

    /** Returns the scripts that run against an installation, in the order of each page. */
    public static List<Script> toRun() {
        return all().stream()
                .filter(script -> NOT_RUN.stream().noneMatch(block -> block.is(script)))
                .toList();
    }

    /**
     * Returns the first block of a page with this beginning.
     *
     * @param page path in the project
     */
    public static String text(String page, String beginning) {
        return read(PROJECT.resolve(page)).stream()
                .map(Script::text)
                .filter(text -> text.startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the block of a page that begins with a text. */
    public static Script block(String page, String beginning) {
        return all().stream()
                .filter(script -> script.page().equals(page) && script.text().startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    /** Returns all blocks of code, except those in another language. */
    static List<Script> all() {
        try (Stream<Path> files = Files.list(PROJECT.resolve("docs"))) {
            return Stream.concat(Stream.of(PROJECT.resolve("README.md")), files.sorted())
                    .filter(file -> file.toString().endsWith(".md"))
                    .flatMap(file -> read(file).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Script> read(Path file) {
        try {
            return in(PROJECT.relativize(file).toString(), Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the blocks of a page. A block is fenced, or indented after a blank line. */
    static List<Script> in(String page, List<String> lines) {
        List<Script> found = new ArrayList<>();
        int next = 0;
        while (next < lines.size()) {
            int first = next;
            Matcher fence = FENCE.matcher(lines.get(first));
            Matcher code = CODE.matcher(lines.get(first));
            next++;
            if (fence.matches()) {
                while (!FENCE.matcher(lines.get(next)).matches()) {
                    next++;
                }
                if (fence.group("language").matches("|sh|bash")) {
                    found.add(script(page, first + 1, lines.subList(first + 1, next), fence.group("indent")));
                }
                next++;
            } else if (code.matches() && first > 0 && lines.get(first - 1).isBlank()) {
                String indent = code.group("indent");
                while (next < lines.size()
                        && (lines.get(next).isBlank() || lines.get(next).startsWith(indent))) {
                    next++;
                }
                found.add(script(page, first, lines.subList(first, next), indent));
            }
        }
        return found;
    }

    private static Script script(String page, int first, List<String> lines, String indent) {
        List<String> text = lines.stream()
                .map(line -> line.startsWith(indent) ? line.substring(indent.length()) : line)
                .toList();
        return new Script(page, first + 1, String.join("\n", text).stripTrailing());
    }
}
