package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.e2e.EstDevice.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.est.CSRRequestResponse;
import org.bouncycastle.est.ESTException;
import org.bouncycastle.est.ESTService;
import org.bouncycastle.est.EnrollmentResponse;
import org.bouncycastle.est.jcajce.JsseESTServiceBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** EST clients of other vendors (curl with OpenSSL, estclient, Bouncy Castle) get and renew certificates. */
@EndToEnd
class EstIT {
    private static final String ENROL = DeviceProtocol.EST + "simpleenroll";
    private static final String RENEW = DeviceProtocol.EST + "simplereenroll";

    /** Options of curl that send the certificate request in the file {@code request.b64}. */
    private static final String[] REQUEST = {
        "-H", "Content-Type: " + DeviceProtocol.CERTIFICATE_REQUEST, "--data-binary", "@request.b64"
    };

    private final Stack stack;

    @TempDir
    Path folder;

    EstIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void curl_and_openssl_enrol_renew_and_use_certificates() throws IOException {
        EstDevice device = device();
        assertThat(device.attest()).isEqualTo("TRUSTED");
        // The subject stays empty, because OpenSSL cannot write a device ID of 128 characters. The gateway needs no
        // subject.
        openssl(device, "req", "-new", "-key", "update.key", "-subj", "/", "-outform", "DER", "-out", "request.der");
        openssl(device, "base64", "-in", "request.der", "-out", "request.b64");

        Answer enrolled = device.ask(Port.GATEWAY_EST, "general", "general", ENROL, with("--tls-max", "1.2"));
        take(device, enrolled, "update.pem");
        Answer authorities = device.ask(Port.GATEWAY_EST, "general", "general", DeviceProtocol.EST + "cacerts");
        take(device, authorities, "authorities.pem");
        chain(device, "update.pem");

        assertThat(openssl(device, "x509", "-in", "update.pem", "-noout", "-subject"))
                .contains(device.id().text());
        assertThat(openssl(
                        device,
                        "verify",
                        "-x509_strict",
                        "-no-CApath",
                        "-no-CAstore",
                        "-CAfile",
                        "authorities.pem",
                        "update.pem"))
                .isEqualTo("update.pem: OK\n");
        assertThat(device.ask(Port.GATEWAY, "update", "update", DeviceProtocol.BASE + "update?have=0")
                        .status())
                .isIn(200, 204);

        openssl(device, "x509", "-x509toreq", "-in", "update.pem", "-signkey", "update.key", "-out", "request.pem");
        // The command x509 -x509toreq ignores -outform and always writes PEM, so a second command converts the request.
        openssl(device, "req", "-in", "request.pem", "-outform", "DER", "-out", "request.der");
        openssl(device, "base64", "-in", "request.der", "-out", "request.b64");
        String before = openssl(device, "x509", "-in", "update.pem", "-noout", "-serial");
        take(device, device.ask(Port.GATEWAY_EST, "update", "update", RENEW, REQUEST), "renewed.pem");

        assertThat(openssl(device, "x509", "-in", "renewed.pem", "-noout", "-serial"))
                .startsWith("serial=")
                .isNotEqualTo(before);
        assertThat(openssl(device, "verify", "-CAfile", "authorities.pem", "renewed.pem"))
                .isEqualTo("renewed.pem: OK\n");
        assertThat(openssl(device, "asn1parse", "-in", attributes(device).toString(), "-inform", "DER"))
                .contains("prime256v1", "ecdsa-with-SHA256");
    }

    @Test
    void the_commands_of_the_manual_enrol_and_renew() throws IOException {
        EstDevice device = device();
        assertThat(device.attest()).isEqualTo("TRUSTED");
        Files.delete(device.file("general.pem"));
        Files.copy(device.authority(), device.file("infra-ca.pem"));
        String commands = Files.readString(Path.of("../docs/gateway.md"))
                .transform(manual -> manual.substring(manual.indexOf("### Enrol and renew")))
                .transform(section -> section.substring(0, section.indexOf("\n## ")))
                .lines()
                .filter(line -> line.startsWith("        "))
                .collect(Collectors.joining("\n"))
                .replace("8446", Integer.toString(device.port(Port.GATEWAY_EST)));

        String output = device.run(
                Map.of("DEVICE_ID", device.id().text()), "bash", "-ec", "set -o pipefail\n" + commands + "\necho done");

        assertThat(output).endsWith("done\n");
        assertThat(openssl(device, "verify", "-CAfile", "authorities.pem", "update.pem"))
                .as(output)
                .isEqualTo("update.pem: OK\n");
        assertThat(one("cert-", ".pem", output)).isNotEmptyFile();
    }

    @Test
    void debians_estclient_enrols_and_renews() throws IOException {
        EstDevice device = device();
        assertThat(device.attest()).isEqualTo("TRUSTED");

        String attributes = estclient(device, device.authority(), "-a", "-c", "general.pem", "-k", "general.key");
        String authorities = estclient(device, device.authority(), "-g", "-c", "general.pem", "-k", "general.key");
        String enrolled = estclient(
                device,
                device.authority(),
                "-e",
                "-c",
                "general.pem",
                "-k",
                "general.key",
                "-x",
                "update.key",
                "--pem-output");
        Path certificate = one("cert-", ".pem", attributes + authorities + enrolled);
        Files.copy(certificate, device.file("update.pem"));
        take(
                device,
                device.ask(Port.GATEWAY_EST, "general", "general", DeviceProtocol.EST + "cacerts"),
                "authorities.pem");
        Files.delete(certificate);
        // estclient sends intermediate certificates only if its trust store has them, so this trust store has them too.
        Files.writeString(
                device.file("trusted.pem"),
                Files.readString(device.authority()) + Files.readString(device.file("authorities.pem")));

        String renewed = estclient(
                device, device.file("trusted.pem"), "-r", "-c", "update.pem", "-k", "update.key", "--pem-output");
        Files.copy(one("cert-", ".pem", renewed), device.file("renewed.pem"));

        assertThat(openssl(device, "verify", "-CAfile", "authorities.pem", "renewed.pem"))
                .as(renewed)
                .isEqualTo("renewed.pem: OK\n");
        assertThat(openssl(device, "x509", "-in", "renewed.pem", "-noout", "-ext", "extendedKeyUsage"))
                .contains(DeviceProtocol.UPDATE_USAGE);
    }

    @Test
    void bouncy_castles_est_service_enrols_and_renews() throws Exception {
        EstDevice device = device();
        assertThat(device.attest()).isEqualTo("TRUSTED");
        ESTService chip =
                service(device, device.generalKey(), certificates(Files.readAllBytes(device.file("general.pem"))));

        CSRRequestResponse attributes = chip.getCSRAttributes();
        List<X509Certificate> authorities = new ArrayList<>();
        for (X509CertificateHolder holder :
                ESTService.storeToArray(chip.getCACerts().getCertificateStore())) {
            authorities.addAll(certificates(holder.getEncoded()));
        }
        EnrollmentResponse enrolled = chip.simpleEnroll(false, request(device, device.customerKey()), null);
        X509Certificate first = only(enrolled);
        ESTService renewing = service(device, device.customerKey(), path(first, authorities));
        X509Certificate second = only(renewing.simpleEnroll(true, request(device, device.customerKey()), null));

        assertThat(attributes.hasAttributesResponse()).isTrue();
        assertThat(attributes.getAttributesResponse().getRequirements())
                .extracting(Object::toString)
                .contains("1.2.840.10045.2.1", "1.2.840.10045.4.3.2");
        assertThat(authorities).hasSizeGreaterThanOrEqualTo(3);
        assertThat(second.getExtendedKeyUsage()).contains(DeviceProtocol.CUSTOMER_USAGE);
        assertThat(second.getSerialNumber()).isNotEqualTo(first.getSerialNumber());
        assertThat(second.getPublicKey()).isEqualTo(device.customerKey().getPublic());
        second.verify(path(second, authorities).get(1).getPublicKey());
    }

    @Test
    void enrolment_without_trust_or_with_another_key_is_refused() throws Exception {
        EstDevice device = device();
        ESTService chip =
                service(device, device.generalKey(), certificates(Files.readAllBytes(device.file("general.pem"))));

        assertRefused(device, chip, device.customerKey());
        assertThat(device.attestAltered()).isEqualTo("UNTRUSTED");
        assertRefused(device, chip, device.customerKey());
        assertThat(device.attest()).isEqualTo("TRUSTED");
        assertRefused(device, chip, EstDevice.pair());
        assertThat(only(chip.simpleEnroll(false, request(device, device.customerKey()), null)))
                .isNotNull();
        assertThat(device.attestAltered()).isEqualTo("UNTRUSTED");
        assertRefused(device, chip, device.customerKey());
    }

    @Test
    void a_request_with_an_invalid_signature_is_refused_with_the_reason()
            throws IOException, OperatorCreationException {
        EstDevice device = device();
        assertThat(device.attest()).isEqualTo("TRUSTED");
        byte[] forged = request(device, device.customerKey()).getEncoded();
        forged[forged.length - 1] ^= 1;
        Files.writeString(device.file("request.b64"), Base64.getEncoder().encodeToString(forged));

        Answer answer = device.ask(Port.GATEWAY_EST, "general", "general", ENROL, REQUEST);

        assertThat(answer)
                .isEqualTo(
                        new Answer(400, "The request's signature is invalid. Sign it with the key that it names.\n"));
    }

    private EstDevice device() throws IOException {
        return new EstDevice(stack, folder);
    }

    /** Asserts that the gateway refuses to enrol this key, both on the port of EST and on the port of the device protocol. */
    private static void assertRefused(EstDevice device, ESTService chip, KeyPair key)
            throws IOException, OperatorCreationException {
        PKCS10CertificationRequest request = request(device, key);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> chip.simpleEnroll(false, request, null)))
                .isInstanceOfSatisfying(
                        ESTException.class,
                        refused -> assertThat(refused.getStatusCode()).isEqualTo(403));
        Files.writeString(device.file("request.b64"), Base64.getEncoder().encodeToString(request.getEncoded()));
        assertThat(device.ask(Port.GATEWAY, "general", "general", ENROL, REQUEST))
                .isEqualTo(new Answer(403, DeviceProtocol.REFUSED));
    }

    /** Returns the options {@link #REQUEST} and more options of curl. */
    private static String[] with(String... options) {
        return Stream.concat(Stream.of(REQUEST), Stream.of(options)).toArray(String[]::new);
    }

    private static String openssl(EstDevice device, String... arguments) throws IOException {
        return device.run(
                Map.of(),
                Stream.concat(Stream.of("openssl"), Stream.of(arguments)).toArray(String[]::new));
    }

    /** Requests the attributes that certificate requests must have, and returns the file with the response in DER. */
    private static Path attributes(EstDevice device) throws IOException {
        Answer answer = device.ask(Port.GATEWAY_EST, "general", "general", DeviceProtocol.EST + "csrattrs");
        return Files.write(
                device.file("attributes.der"), Base64.getMimeDecoder().decode(answer.body()));
    }

    private static String estclient(EstDevice device, Path trusted, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "estclient", "-s", "localhost", "-p", Integer.toString(device.port(Port.GATEWAY_EST)), "-o", "."));
        command.addAll(List.of(options));
        return device.run(Map.of("EST_OPENSSL_CACERT", trusted.toString()), command.toArray(String[]::new));
    }

    /** Returns the only file with this prefix and suffix. Fails with {@code output} if there is none or several. */
    private Path one(String prefix, String suffix, String output) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().startsWith(prefix)
                                    && file.getFileName().toString().endsWith(suffix))
                    .toList();
            assertThat(found).as(output).hasSize(1);
            return found.getFirst();
        }
    }

    /** Converts the certificates in a response to PEM with OpenSSL, and writes them to the file {@code name}. */
    private static void take(EstDevice device, Answer answer, String name) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        Files.writeString(device.file("answer.b64"), answer.body());
        openssl(device, "base64", "-d", "-in", "answer.b64", "-out", "answer.p7");
        openssl(device, "pkcs7", "-inform", "DER", "-in", "answer.p7", "-print_certs", "-out", name);
        assertThat(device.file(name)).isNotEmptyFile();
    }

    /** Adds the intermediate certificates to a certificate file, in the order in which a device sends them. */
    private static void chain(EstDevice device, String name) throws IOException {
        X509Certificate leaf =
                certificates(Files.readAllBytes(device.file(name))).getFirst();
        StringBuilder pem = new StringBuilder();
        try {
            for (X509Certificate one : path(leaf, certificates(Files.readAllBytes(device.file("authorities.pem"))))) {
                pem.append(EstDevice.pem("CERTIFICATE", one.getEncoded()));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        Files.writeString(device.file(name), pem);
    }

    /** Returns the certificate chain of a leaf: the leaf and the intermediate certificates, without the root. */
    private static List<X509Certificate> path(X509Certificate leaf, List<X509Certificate> authorities) {
        List<X509Certificate> path = new ArrayList<>(List.of(leaf));
        while (true) {
            X500Principal issuer = path.getLast().getIssuerX500Principal();
            X509Certificate above = authorities.stream()
                    .filter(one -> one.getSubjectX500Principal().equals(issuer) && isSignedBy(path.getLast(), one))
                    .findFirst()
                    .orElseThrow();
            if (above.getIssuerX500Principal().equals(above.getSubjectX500Principal())) {
                return path;
            }
            path.add(above);
        }
    }

    private static boolean isSignedBy(X509Certificate below, X509Certificate above) {
        try {
            below.verify(above.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static List<X509Certificate> certificates(byte[] encoded) throws IOException {
        try {
            Collection<? extends Certificate> all =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(encoded));
            return all.stream().map(X509Certificate.class::cast).toList();
        } catch (GeneralSecurityException e) {
            throw new IOException(new String(encoded, StandardCharsets.UTF_8), e);
        }
    }

    private static X509Certificate only(EnrollmentResponse response) throws IOException {
        X509CertificateHolder[] issued = ESTService.storeToArray(response.getStore());
        assertThat(issued).hasSize(1);
        return certificates(issued[0].getEncoded()).getFirst();
    }

    private static PKCS10CertificationRequest request(EstDevice device, KeyPair key) throws OperatorCreationException {
        return new JcaPKCS10CertificationRequestBuilder(
                        new X500Principal("CN=" + device.id().text()), key.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()));
    }

    /** Returns Bouncy Castle's EST client with a client certificate: its key and its chain. */
    private static ESTService service(EstDevice device, KeyPair key, List<X509Certificate> chain)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        store.setKeyEntry("device", key.getPrivate(), new char[0], chain.toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, new char[0]);
        authorities.setCertificateEntry(
                "authority",
                certificates(Files.readAllBytes(device.authority())).getFirst());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        return new JsseESTServiceBuilder(
                        "localhost:" + device.port(Port.GATEWAY_EST), (X509TrustManager) trust.getTrustManagers()[0])
                .withKeyManagers(keys.getKeyManagers())
                .withTLSVersion("TLSv1.3")
                .withTimeout(60_000)
                .build();
    }
}
