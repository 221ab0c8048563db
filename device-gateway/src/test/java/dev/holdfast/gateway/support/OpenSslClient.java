package dev.holdfast.gateway.support;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Debian's {@code openssl s_client}: a TLS client that shares no code with the gateway. */
public final class OpenSslClient {
    private static final Pattern GROUP =
            Pattern.compile("(?:Negotiated TLS1\\.3 group|Peer Temp Key): (?:ECDH, )?([^,\\s]+)");

    private final URI gateway;
    private final Path certificate;
    private final Path issuers;
    private final Path key;

    private OpenSslClient(URI gateway, Path certificate, Path issuers, Path key) {
        this.gateway = gateway;
        this.certificate = certificate;
        this.issuers = issuers;
        this.key = key;
    }

    /** Returns a client with a device's self-signed certificate. */
    public static OpenSslClient of(TestDevice device, URI gateway) throws IOException {
        Instant now = Instant.now();
        return of(
                device,
                gateway,
                List.of(Issuer.hello(device.subject(), device.key(), now.minusSeconds(60), now.plusSeconds(3600))));
    }

    /** Returns a client with a chain for a device's key. */
    public static OpenSslClient of(TestDevice device, URI gateway, List<X509Certificate> chain) throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target"), "openssl");
        StringBuilder issuers = new StringBuilder();
        chain.stream().skip(1).forEach(certificate -> issuers.append(Pem.of(certificate)));
        return new OpenSslClient(
                gateway,
                Pem.write(folder.resolve("leaf.pem"), chain.getFirst()),
                Files.writeString(folder.resolve("issuers.pem"), issuers),
                Pem.write(folder.resolve("key.pem"), device.key().getPrivate()));
    }

    /**
     * Makes a handshake and returns OpenSSL's name of the negotiated group.
     *
     * @param groups groups that the client offers, most preferred first, separated by colons
     */
    public String agree(String groups) throws IOException {
        String said = talk(groups, "");
        Matcher group = GROUP.matcher(said);
        if (group.find()) {
            return group.group(1);
        }
        throw new IOException("no group was agreed: " + said);
    }

    /** Sends a request over a connection with one of {@code groups}; returns the output. */
    public String talk(String groups, String request) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "openssl",
                "s_client",
                "-connect",
                gateway.getHost() + ":" + gateway.getPort(),
                "-tls1_3",
                "-groups",
                groups,
                "-cert",
                certificate.toString(),
                "-key",
                key.toString(),
                request.isEmpty() ? "-no_ign_eof" : "-ign_eof"));
        return run(command, request);
    }

    /** Makes a TLS 1.2 handshake that accepts only the signature algorithms {@code signatures}; returns the output. */
    public String older(String signatures) throws IOException {
        return run(
                List.of(
                        "openssl",
                        "s_client",
                        "-connect",
                        gateway.getHost() + ":" + gateway.getPort(),
                        "-tls1_2",
                        "-cipher",
                        "DEFAULT@SECLEVEL=0",
                        "-sigalgs",
                        signatures,
                        "-cert",
                        certificate.toString(),
                        "-key",
                        key.toString()),
                "");
    }

    /** Sends a request over a new connection and stores the session, if the server offers one; returns the output. */
    public String store(Path session, String protocol, String request) throws IOException {
        return run(
                List.of(
                        "openssl",
                        "s_client",
                        "-connect",
                        gateway.getHost() + ":" + gateway.getPort(),
                        protocol,
                        "-sess_out",
                        session.toString(),
                        "-cert",
                        certificate.toString(),
                        "-key",
                        key.toString(),
                        "-ign_eof"),
                request);
    }

    /** Sends a request with a stored session, without certificate and key; returns the output. */
    public static String resume(URI gateway, Path session, String protocol, String request) throws IOException {
        return execute(
                List.of(
                        "openssl",
                        "s_client",
                        "-connect",
                        gateway.getHost() + ":" + gateway.getPort(),
                        protocol,
                        "-sess_in",
                        session.toString(),
                        "-ign_eof"),
                request);
    }

    private String run(List<String> arguments, String request) throws IOException {
        List<String> command = new ArrayList<>(arguments);
        if (Files.size(issuers) > 0) {
            command.addAll(List.of("-cert_chain", issuers.toString()));
        }
        return execute(command, request);
    }

    private static String execute(List<String> command, String request) throws IOException {
        Process client = new ProcessBuilder(command).redirectErrorStream(true).start();
        client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().close();
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
