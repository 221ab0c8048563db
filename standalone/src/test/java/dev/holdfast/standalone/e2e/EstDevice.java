package dev.holdfast.standalone.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.EvidenceKind;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.format.PlutonEvidenceFormat;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.demo.Delivery;
import dev.holdfast.standalone.demo.SiliconManufacturer;
import dev.holdfast.standalone.install.Infrastructure;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A device that uses EST clients of other vendors. Its keys are files, because curl and estclient cannot use keys in a simulated chip. The
 * demo's manufacturer endorses the device.
 */
final class EstDevice {
    private final Stack stack;
    private final Path folder;

    /** Signs evidence. Its public key is the device ID. */
    private final KeyPair attestationKey = pair();

    /** Key of the self-signed certificate {@code general.pem}, with which the device connects before it has an issued certificate. */
    private final KeyPair generalKey = pair();

    private final KeyPair customerKey = pair();
    private final KeyPair updateKey = pair();
    private final DeviceId id = new DeviceId(publicKey(attestationKey));

    /** Boot counter in the evidence. It increases with each attestation. */
    private long boots;

    /**
     * Creates, endorses and claims a device into Toaster / Development of the demo. The keys and certificates of the device are in {@code
     * folder}.
     */
    EstDevice(Stack stack, Path folder) throws IOException {
        this(stack, folder, "contoso", "Toaster");
    }

    /** Creates, endorses and claims a device into the group Development of any product. */
    EstDevice(Stack stack, Path folder, String catalog, String product) throws IOException {
        this.stack = stack;
        this.folder = folder;
        key("general", generalKey);
        key("customer", customerKey);
        key("update", updateKey);
        Files.writeString(file("general.pem"), selfSigned());
        Factory factory =
                Factory.open(stack.installation().home().simulation().resolve("factory"), SiliconManufacturer.NAME);
        String list = factory.endorse(catalog, Map.of(id, publicKey(generalKey)));
        Delivery delivery = new Delivery(stack.as("admin"), catalog);
        delivery.endorse(new SiliconManufacturer.Endorsed(list, List.of(id)));
        delivery.claim(product, "Development", List.of(id));
    }

    DeviceId id() {
        return id;
    }

    KeyPair customerKey() {
        return customerKey;
    }

    KeyPair generalKey() {
        return generalKey;
    }

    Path folder() {
        return folder;
    }

    /** Returns a file in the device's folder. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /** Returns the certificate of the CA that issued the gateway's certificate. */
    Path authority() {
        return new Infrastructure(stack.installation().home().keys(), Clock.systemUTC())
                .certificate(Infrastructure.AUTHORITY);
    }

    int port(Port port) {
        return stack.installation().settings().port(port);
    }

    /** Attests with curl as a healthy device. Returns the outcome, such as {@code TRUSTED}. */
    String attest() throws IOException {
        return attest(healthy());
    }

    /** Attests as a healthy device, and stores the update certificate as {@code update.pem}. */
    void takeUpdateCertificate() throws IOException {
        JsonNode answer = answer(healthy());
        if (!answer.hasNonNull("updateCertificate")) {
            throw new AssertionError("The response to the attestation has no update certificate: " + answer);
        }
        Files.writeString(file("update.pem"), answer.get("updateCertificate").asText());
    }

    /** Attests with an altered measurement. Returns the outcome. */
    String attestAltered() throws IOException {
        List<Measurement> measured = new ArrayList<>(healthy());
        Measurement first = measured.getFirst();
        measured.set(
                0,
                new Measurement(
                        first.type(),
                        first.component(),
                        first.image(),
                        Digest.sha256(new byte[1]),
                        first.securityVersion()));
        return attest(measured);
    }

    private List<Measurement> healthy() {
        return SiliconManufacturer.trusted(stack.installation().home()).operatingSystem().stream()
                .map(ImagePackage::measure)
                .toList();
    }

    private String attest(List<Measurement> measured) throws IOException {
        return answer(measured).get("outcome").asText();
    }

    /** Requests a challenge, sends evidence with these measurements, and returns the response. */
    private JsonNode answer(List<Measurement> measured) throws IOException {
        JsonNode challenge = new JsonMapper()
                .readTree(ask(Port.GATEWAY, "general", "general", DeviceProtocol.BASE + "challenge", "-X", "POST")
                        .body());
        Files.write(
                file("evidence"), evidence(Nonce.parse(challenge.get("nonce").asText()), measured));
        return new JsonMapper()
                .readTree(ask(
                                Port.GATEWAY,
                                "general",
                                "general",
                                DeviceProtocol.BASE + "attest",
                                "-H",
                                "Content-Type: " + EvidenceKind.PLUTON.mediaType(),
                                "--data-binary",
                                "@evidence")
                        .body());
    }

    /**
     * The response to curl.
     *
     * @param status HTTP status
     * @param body as text
     */
    record Answer(int status, String body) {}

    /** Sends a request with curl. The client certificate is {@code <certificate>.pem}, its private key {@code <key>.key}. */
    Answer ask(Port port, String certificate, String key, String path, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "curl",
                "-sS",
                "--cacert",
                authority().toString(),
                "--cert",
                certificate + ".pem",
                "--key",
                key + ".key",
                "-w",
                "\n%{http_code}"));
        command.addAll(List.of(options));
        command.add("https://localhost:" + port(port) + path);
        String output = run(Map.of(), command.toArray(String[]::new));
        int end = output.lastIndexOf('\n');
        return new Answer(Integer.parseInt(output.substring(end + 1)), output.substring(0, end));
    }

    /** Runs a program in the device's folder. Returns stdout and stderr. */
    String run(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder program =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        program.environment().putAll(environment);
        return new String(program.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private byte[] evidence(Nonce nonce, List<Measurement> measured) {
        boots++;
        return PlutonEvidenceFormat.sign(
                new Evidence(
                        id,
                        nonce,
                        boots,
                        DebugState.DISABLED_PERMANENTLY,
                        ManufacturingState.DEVICE_COMPLETE,
                        1,
                        Set.of(),
                        measured,
                        publicKey(customerKey),
                        publicKey(updateKey)),
                this::sign);
    }

    private SignatureBytes sign(byte[] message) {
        try {
            Signature ecdsa = Signature.getInstance("SHA256withECDSAinP1363Format");
            ecdsa.initSign(attestationKey.getPrivate());
            ecdsa.update(message);
            return SignatureBytes.of(ecdsa.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String selfSigned() throws IOException {
        X500Principal name = new X500Principal("CN=" + id.text());
        Instant now = Instant.now();
        try {
            return pem(
                    "CERTIFICATE",
                    new JcaX509v3CertificateBuilder(
                                    name,
                                    BigInteger.ONE,
                                    Date.from(now.minus(1, ChronoUnit.HOURS)),
                                    Date.from(now.plus(1, ChronoUnit.DAYS)),
                                    name,
                                    generalKey.getPublic())
                            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(generalKey.getPrivate()))
                            .getEncoded());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a private key as {@code <name>.key}. */
    void key(String name, KeyPair key) throws IOException {
        Files.writeString(
                file(name + ".key"), pem("PRIVATE KEY", key.getPrivate().getEncoded()));
    }

    static String pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /** Creates a P-256 key pair. */
    static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static P256PublicKey publicKey(KeyPair key) {
        return P256PublicKey.of((ECPublicKey) key.getPublic());
    }
}
