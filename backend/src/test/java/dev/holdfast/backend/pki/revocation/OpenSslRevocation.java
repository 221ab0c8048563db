package dev.holdfast.backend.pki.revocation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** Checks revocation with OpenSSL. */
final class OpenSslRevocation {
    private static final String END = "-----END CERTIFICATE-----\n";

    private final Path folder;
    private final Path anchors;
    private final Path issuer;

    /** Trusts {@code root}. {@code chain} is leaf, issuer and policy CA, in PEM. */
    OpenSslRevocation(Path folder, String root, String chain) {
        this.folder = folder;
        String authorities = chain.substring(chain.indexOf(END) + END.length());
        anchors = write("anchors.pem", (root + "\n" + authorities).getBytes(StandardCharsets.US_ASCII));
        issuer = write(
                "issuer.pem",
                authorities
                        .substring(0, authorities.indexOf(END) + END.length())
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns the issuer's certificate, DER. */
    byte[] issuer() throws IOException {
        return Base64.getMimeDecoder().decode(Files.readString(issuer).replaceAll("-----[A-Z ]+-----", ""));
    }

    /** Verifies a leaf against the CRLs of all its issuers. Returns what OpenSSL prints, as the methods below do. */
    String verifyAll(Leaf leaf, List<byte[]> lists) {
        StringBuilder pem = new StringBuilder();
        lists.forEach(list -> pem.append("-----BEGIN X509 CRL-----\n")
                .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(list))
                .append("\n-----END X509 CRL-----\n"));
        return run(List.of(
                "verify",
                "-x509_strict",
                "-crl_check_all",
                "-no-CApath",
                "-no-CAstore",
                "-CAfile",
                anchors.toString(),
                "-CRLfile",
                write("lists.pem", pem.toString().getBytes(StandardCharsets.US_ASCII))
                        .toString(),
                written(leaf).toString()));
    }

    /** Prints a CRL. */
    String text(byte[] list) {
        return run(List.of(
                "crl",
                "-inform",
                "DER",
                "-noout",
                "-text",
                "-in",
                write("shown.crl", list).toString()));
    }

    /** Sends an OCSP request for a certificate, with a nonce. */
    String queryStatus(Leaf leaf, String url) {
        return queryStatus(url, "-cert", written(leaf).toString());
    }

    /** Sends an OCSP request to the root for the policy authority. */
    String askRoot(String url) throws IOException {
        String[] pems = Files.readString(anchors).split("(?<=" + END + ")", -1);
        return run(List.of(
                "ocsp",
                "-issuer",
                write("root.pem", pems[0].getBytes(StandardCharsets.US_ASCII)).toString(),
                "-cert",
                write("policy.pem", pems[2].getBytes(StandardCharsets.US_ASCII)).toString(),
                "-url",
                url,
                "-CAfile",
                anchors.toString()));
    }

    /** Sends an OCSP request for a serial number. */
    String askSerial(String serial, String url) {
        return queryStatus(url, "-serial", serial);
    }

    private String queryStatus(String url, String... what) {
        List<String> arguments = new ArrayList<>(List.of("ocsp", "-issuer", issuer.toString()));
        arguments.addAll(List.of(what));
        arguments.addAll(List.of("-url", url, "-CAfile", anchors.toString()));
        return run(arguments);
    }

    private Path written(Leaf leaf) {
        return write(
                "leaf.pem",
                leaf.chain()
                        .substring(0, leaf.chain().indexOf(END) + END.length())
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private Path write(String name, byte[] content) {
        try {
            return Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(List<String> arguments) {
        try {
            List<String> command = new ArrayList<>(List.of("openssl"));
            command.addAll(arguments);
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return Objects.requireNonNull(output);
        } catch (IOException e) {
            throw new UncheckedIOException("these tests need the openssl command", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
