package dev.holdfast.backend.pki.root;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** The certificate authority of a company, with a P-384 root, run with OpenSSL. */
public final class ForeignCa {
    /** Extensions of a CA certificate, in the syntax of OpenSSL. */
    private static final String EXTENSIONS =
            "basicConstraints = critical,CA:TRUE\nkeyUsage = critical,keyCertSign,cRLSign\nsubjectKeyIdentifier = hash\n";

    private final Path folder;

    private ForeignCa(Path folder) {
        this.folder = folder;
    }

    /** Creates an authority whose root is valid for ten years. */
    public static ForeignCa create() {
        try {
            ForeignCa made = new ForeignCa(Files.createTempDirectory(Files.createDirectories(Path.of("target")), "ca"));
            made.write("root.cnf", "[req]\ndistinguished_name = dn\nx509_extensions = v3\n[dn]\n[v3]\n" + EXTENSIONS);
            made.openssl(
                    "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-384 -noenc -keyout root.key -out root.pem -days 3650"
                            + " -config root.cnf -subj",
                    "/O=Contoso/CN=Contoso Root");
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Signs a certificate request for 3,000 days and keeps the extensions that it asks for. Returns the request body for the operator API.
     */
    public Map<String, String> sign(String request) {
        return sign(request, 3000, "-copy_extensions", "copyall");
    }

    /** Signs a certificate request with options of {@code openssl x509}. */
    Map<String, String> sign(String request, int days, String... options) {
        write("request.pem", request);
        openssl("x509 -req -in request.pem -CA root.pem -CAkey root.key -out policy.pem -days " + days, options);
        return Map.of("certificate", read("policy.pem"), "root", root());
    }

    /** Signs a certificate request. The certificate names URLs below {@code address} for its issuer, OCSP and CRL. */
    public Map<String, String> answerNaming(String request, String address) {
        extensions(
                "naming.cnf",
                EXTENSIONS + "authorityInfoAccess = caIssuers;URI:" + address + "ca,OCSP;URI:" + address + "ocsp\n"
                        + "crlDistributionPoints = URI:" + address + "crl\n");
        return sign(request, 3000, "-extfile", "naming.cnf");
    }

    /** Signs a certificate for a key that Holdfast did not make. */
    Map<String, String> answerSomethingElse() {
        openssl(
                "req -new -newkey ec -pkeyopt ec_paramgen_curve:P-384 -noenc -keyout other.key -out other.csr -config root.cnf"
                        + " -subj",
                "/O=Holdfast/CN=Holdfast Policy CA");
        return sign(read("other.csr"));
    }

    String root() {
        return read("root.pem");
    }

    /** Writes extensions into a file for {@code -extfile}. */
    void extensions(String file, String text) {
        write(file, text);
    }

    private void write(String name, String content) {
        try {
            Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs {@code openssl}. {@code words} is split at blanks, {@code more} is not. */
    private void openssl(String words, String... more) {
        try {
            Process process = new ProcessBuilder(Stream.concat(
                                    Stream.of("openssl"),
                                    Stream.concat(Arrays.stream(words.split(" ", -1)), Arrays.stream(more)))
                            .toList())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("openssl failed: " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
