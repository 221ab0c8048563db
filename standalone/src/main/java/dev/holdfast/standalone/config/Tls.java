package dev.holdfast.standalone.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The certificate of the console, the operator API and Keycloak. Uses only the JDK, see {@code BeforeBuild}.
 *
 * @param certificate PEM file: certificate, then the intermediate certificates
 * @param key PEM file with its private key
 * @param name DNS name or IP address in all URLs
 */
public record Tls(Path certificate, Path key, String name) {
    private static final String CERTIFICATE = "tls.certificate";
    private static final String KEY = "tls.key";
    private static final String NAME = "tls.name";

    /** Ports that use the certificate. */
    private static final List<Port> PORTS = List.of(Port.CONSOLE, Port.API, Port.KEYCLOAK);

    /** Types of a SubjectAlternativeName (RFC 5280 §4.2.1.6). */
    private static final int DNS = 2;

    private static final int ADDRESS = 7;

    /** Returns whether TLS can be switched on for a port. */
    static boolean isFor(Port port) {
        return PORTS.contains(port);
    }

    /**
     * Reads the settings and the certificate's name.
     *
     * @return empty without a certificate
     * @throws CannotContinue if a file is missing or unusable, or the certificate has no name
     */
    static Optional<Tls> of(Settings settings) {
        if (settings.text(CERTIFICATE).isEmpty() && settings.text(KEY).isEmpty()) {
            return Optional.empty();
        }
        Path certificate = file(settings, CERTIFICATE);
        Path key = file(settings, KEY);
        String name = settings.text(NAME);
        return Optional.of(new Tls(certificate, key, name.isEmpty() ? firstName(certificate) : name));
    }

    /** Returns the certificates in the file, that of the server first. */
    public List<X509Certificate> chain() {
        return read(certificate);
    }

    /**
     * Checks that the services can reach each other by the name.
     *
     * @throws CannotContinue with the line for {@code /etc/hosts} that is missing
     */
    public void checkName(Settings settings) {
        for (Port port : PORTS) {
            InetAddress listens = settings.address(port);
            if (Arrays.stream(resolve()).noneMatch(found -> leadsTo(found, listens))) {
                throw new CannotContinue(
                        "%s does not lead to the address of %s on this machine, but Holdfast's services call each other by this name of %s. Add this line to /etc/hosts:%n  %s %s"
                                .formatted(
                                        name,
                                        port.purpose(),
                                        certificate,
                                        listens.isAnyLocalAddress() ? "127.0.0.1" : listens.getHostAddress(),
                                        name));
            }
        }
    }

    private InetAddress[] resolve() {
        try {
            return InetAddress.getAllByName(name);
        } catch (UnknownHostException e) {
            return new InetAddress[0];
        }
    }

    private static boolean leadsTo(InetAddress found, InetAddress listens) {
        try {
            return listens.isAnyLocalAddress()
                    ? found.isLoopbackAddress() || NetworkInterface.getByInetAddress(found) != null
                    : found.equals(listens);
        } catch (SocketException e) {
            return false;
        }
    }

    private static Path file(Settings settings, String key) {
        Path file = Path.of(settings.text(key));
        if (!file.isAbsolute() || !Files.isReadable(file)) {
            throw new CannotContinue(
                    "%s is '%s', but must be the absolute path of a PEM file that you can read. %s and %s go together."
                            .formatted(key, settings.text(key), CERTIFICATE, KEY));
        }
        return file;
    }

    private static String firstName(Path file) {
        for (int type : new int[] {DNS, ADDRESS}) {
            for (List<?> name : names(read(file).getFirst(), file)) {
                if (name.getFirst().equals(type) && !name.get(1).toString().startsWith("*")) {
                    return name.get(1).toString();
                }
            }
        }
        throw new CannotContinue(
                "The certificate in %s has no DNS name without '*'. Set %s to the name of this machine."
                        .formatted(file, NAME));
    }

    private static Collection<List<?>> names(X509Certificate certificate, Path file) {
        try {
            return Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of());
        } catch (CertificateException e) {
            throw unreadable(file, e);
        }
    }

    private static List<X509Certificate> read(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(content);
            if (found.isEmpty()) {
                throw new CertificateException("no certificate");
            }
            return found.stream().map(X509Certificate.class::cast).toList();
        } catch (IOException | CertificateException e) {
            throw unreadable(file, e);
        }
    }

    private static CannotContinue unreadable(Path file, Exception cause) {
        return new CannotContinue("%s has no usable certificate (PEM): %s".formatted(file, cause.getMessage()), cause);
    }
}
