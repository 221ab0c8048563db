package dev.holdfast.backend.pki;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Checks certificates with OpenSSL, an independent implementation. */
public final class OpenSsl {
    private static final String END = "-----END CERTIFICATE-----\n";

    private final Path folder;

    /** Writes its files into {@code folder}. */
    public OpenSsl(Path folder) {
        this.folder = folder;
    }

    /**
     * Runs {@code openssl verify -x509_strict}. {@code chain} is a leaf followed by its intermediates, in PEM. Returns the output:
     * "leaf.pem: OK" for a valid chain, otherwise "exit" and the exit status at the end.
     */
    public String verify(String root, String chain) {
        return verify(root, chain, new String[0]);
    }

    private String verify(String root, String chain, String... options) {
        int leafEnd = chain.indexOf(END) + END.length();
        Path leaf = write("leaf.pem", chain.substring(0, leafEnd));
        Path intermediates = write("intermediates.pem", chain.substring(leafEnd));
        Path anchor = write("root.pem", root);
        return run(Stream.of(
                        Stream.of("verify", "-x509_strict", "-purpose", "sslclient", "-no-CApath", "-no-CAstore"),
                        Stream.of(options),
                        Stream.of(
                                "-CAfile", anchor.toString(), "-untrusted", intermediates.toString(), leaf.toString()))
                .flatMap(arguments -> arguments)
                .toArray(String[]::new));
    }

    /** Verifies at another time. */
    public String verifyAt(Instant time, String root, String chain) {
        return verify(root, chain, "-attime", Long.toString(time.getEpochSecond()));
    }

    /** Prints the first certificate of {@code pem} as text. */
    public String text(String pem) {
        return run("x509", "-noout", "-text", "-in", write("shown.pem", pem).toString());
    }

    /** Returns the subjects of the certificates in a PKCS#7 file, in file order. */
    public List<String> certificatesOf(byte[] pkcs7) {
        try {
            Path file = Files.write(folder.resolve("certificates.p7b"), pkcs7);
            return run("pkcs7", "-inform", "DER", "-in", file.toString(), "-print_certs", "-noout")
                    .lines()
                    .filter(line -> line.startsWith("subject="))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path write(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the output, and "exit" with the exit status if that is not 0. */
    private static String run(String... arguments) {
        try {
            List<String> command =
                    Stream.concat(Stream.of("openssl"), Stream.of(arguments)).toList();
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            return exit == 0 ? output : output + "exit " + exit;
        } catch (IOException e) {
            throw new IllegalStateException("these tests need the openssl command", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
