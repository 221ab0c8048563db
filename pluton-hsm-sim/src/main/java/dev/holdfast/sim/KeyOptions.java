package dev.holdfast.sim;

import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.sim.factory.InstallationKeys;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options for the public keys of an installation. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class KeyOptions {
    @Option(
            names = "--set-key",
            required = true,
            paramLabel = "HEX",
            description = "The installation's key for manifest sets: 128 hex digits.")
    private String setKey;

    @Option(
            names = "--capability-key",
            required = true,
            paramLabel = "HEX",
            description = "The installation's key for capability files: 128 hex digits.")
    private String capabilityKey;

    @Option(
            names = "--result-key",
            required = true,
            paramLabel = "HEX",
            description = "The installation's key for attestation results: 128 hex digits.")
    private String resultKey;

    @Option(
            names = "--root-certificate",
            required = true,
            paramLabel = "FILE",
            description = "PEM file with the root of all device certificates.")
    private Path rootCertificate;

    InstallationKeys read() throws IOException {
        return new InstallationKeys(
                P256PublicKey.parse(setKey),
                P256PublicKey.parse(capabilityKey),
                P256PublicKey.parse(resultKey),
                Arguments.rootCertificate(rootCertificate));
    }
}
