package dev.holdfast.backend.pki.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Runs zlint, the certificate linter of public authorities, with RFC 5280 and the rules based on it only. */
final class ZLint {
    private static final Pattern FINDING =
            Pattern.compile("\"([a-z0-9_]+)\":\\{(?:\"details\":\"[^\"]*\",)?\"result\":\"(warn|error|fatal)\"");

    private final Path folder;

    ZLint(Path folder) {
        this.folder = folder;
    }

    /** Returns the findings about the first certificate of {@code pem}, such as {@code error e_…} and {@code warn w_…}. */
    List<String> findings(String pem) {
        try {
            Path file = Files.writeString(folder.resolve("linted.pem"), pem);
            Process process = new ProcessBuilder(
                            "zlint",
                            "-excludeSources",
                            "CABF_BR,CABF_EV,CABF_SMIME_BR,Apple,Mozilla,ETSI_ESI,Community",
                            file.toString())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0 || !output.contains("\"result\":\"pass\"")) {
                throw new IllegalStateException("zlint failed: " + output);
            }
            List<String> findings = new ArrayList<>();
            for (MatchResult found :
                    FINDING.matcher(output.replaceAll("\\s", "")).results().toList()) {
                findings.add(found.group(2) + " " + found.group(1));
            }
            return findings;
        } catch (IOException e) {
            throw new IllegalStateException("these tests need the zlint command", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
