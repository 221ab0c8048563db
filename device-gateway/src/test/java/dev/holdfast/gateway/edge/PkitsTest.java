package dev.holdfast.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * All certification paths of NIST's Public Key Interoperability Test Suite, in the order in which a peer sends them.
 * {@code pkits/cases.txt} has the expected results. The certificates are from Debian's python3-cryptography-vectors.
 */
class PkitsTest {
    private static final Path CERTIFICATES =
            Path.of("/usr/lib/python3/dist-packages/cryptography_vectors/x509/PKITS_data/certs");
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private final Map<String, X509Certificate> all = certificates();
    private final X509Certificate anchor = Objects.requireNonNull(all.get("TrustAnchorRootCertificate"));

    /** Expected result of a path, by RFC 5280 and by the gateway. */
    private enum Verdict {
        /** Both accept it. */
        ACCEPTED(true),
        /** Both refuse it. */
        REFUSED(false),
        /** RFC 5280 accepts it, the gateway does not. */
        STRICTER(false),
        /** RFC 5280 refuses it for a reason that the gateway does not check. */
        ELSEWHERE(true);

        private final boolean passes;

        Verdict(boolean passes) {
            this.passes = passes;
        }
    }

    @Test
    void every_path_of_the_suite_has_the_expected_result() throws IOException {
        Map<String, Verdict> table = table();
        Map<String, String> wrong = new TreeMap<>();

        table.forEach((name, verdict) -> {
            String refusal = refusal(Objects.requireNonNull(all.get(name), name));
            if (refusal.isEmpty() != verdict.passes) {
                wrong.put(name, "expected " + verdict + ", but was: " + (refusal.isEmpty() ? "accepted" : refusal));
            }
        });

        assertThat(wrong).isEmpty();
        assertThat(table.keySet())
                .containsExactlyInAnyOrderElementsOf(all.keySet().stream()
                        .filter(name -> name.endsWith("EE"))
                        .toList());
    }

    /** Returns why the gateway refuses the path of a leaf; empty if the path is accepted. */
    private String refusal(X509Certificate leaf) {
        try {
            List<X509Certificate> path = new ArrayList<>(List.of(leaf));
            path.addAll(authorities(leaf));
            path.add(anchor);
            CertificatePath.require(path, "1.2.3", NOW);
            return "";
        } catch (IdentityRefusedException e) {
            return e.reason() + ": " + e.getMessage();
        }
    }

    /** Returns the authorities of a path, the leaf's issuer first: by name, and by key if two have the same name. */
    private List<X509Certificate> authorities(X509Certificate leaf) {
        List<X509Certificate> path = new ArrayList<>();
        X509Certificate last = leaf;
        while (!last.getIssuerX500Principal().equals(anchor.getSubjectX500Principal()) || isUnsignedBy(last, anchor)) {
            X509Certificate below = last;
            List<X509Certificate> issuers = all.values().stream()
                    .filter(one -> one.getSubjectX500Principal().equals(below.getIssuerX500Principal()))
                    .filter(one -> !path.contains(one) && !one.equals(leaf) && !one.equals(anchor))
                    .toList();
            if (issuers.isEmpty()) {
                break;
            }
            last = issuers.stream()
                    .filter(one -> !isUnsignedBy(below, one))
                    .findFirst()
                    .orElse(issuers.getFirst());
            path.add(last);
        }
        return path;
    }

    private static boolean isUnsignedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return false;
        } catch (GeneralSecurityException e) {
            return true;
        }
    }

    /** Reads the expected results. Only indented lines have one: a verdict and the name of the leaf. */
    private static Map<String, Verdict> table() throws IOException {
        Map<String, Verdict> table = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/pkits/cases.txt"))) {
            if (line.startsWith(" ")) {
                String words = line.strip();
                int space = words.indexOf(' ');
                Verdict verdict = Verdict.valueOf(words.substring(0, space));
                assertThat(table.put(words.substring(space).strip(), verdict))
                        .as(line)
                        .isNull();
            }
        }
        return table;
    }

    private static Map<String, X509Certificate> certificates() {
        assertThat(CERTIFICATES)
                .as("install them: apt install python3-cryptography-vectors (./holdfast test does it)")
                .isDirectory();
        try (Stream<Path> files = Files.list(CERTIFICATES)) {
            return files.collect(Collectors.toMap(
                    file -> file.getFileName().toString().replace(".crt", ""),
                    PkitsTest::read,
                    (a, b) -> a,
                    TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static X509Certificate read(Path file) {
        try {
            return Certificates.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CertificateException e) {
            throw new AssertionError(file.toString(), e);
        }
    }
}
