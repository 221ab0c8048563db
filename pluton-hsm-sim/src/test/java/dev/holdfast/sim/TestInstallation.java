package dev.holdfast.sim;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.format.AttestationResult;
import dev.holdfast.contract.format.AttestationResultFormat;
import dev.holdfast.contract.format.Audience;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.Finding;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.InstallRules;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.format.ManifestSetFormat;
import dev.holdfast.contract.format.Member;
import dev.holdfast.contract.format.MessageSigner;
import dev.holdfast.contract.format.RolloutAudience;
import dev.holdfast.contract.format.TrustTier;
import dev.holdfast.contract.format.TrustworthinessVector;
import dev.holdfast.contract.format.VerifierId;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import dev.holdfast.sim.agent.SmallGateway.Appraisal;
import dev.holdfast.sim.factory.InstallationKeys;
import dev.holdfast.sim.mt3620.update.InstallScope;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** The keys of Holdfast for tests of devices: one key per signed format, and a root key that issues certificates. */
public final class TestInstallation {
    /** Audience of manifest sets for which a test names no other, and of the results of {@link #answer}. */
    public static final Audience AUDIENCE = new Audience(new UUID(0, 1), new UUID(0, 2), "MT3620AN");

    /** Place in rollouts of the device in {@link #allowed()}. */
    public static final Member MEMBER = new Member(0, 0);

    private static final Duration LIFETIME = Duration.ofHours(24);
    private static final Duration BEFORE_EXPIRY = Duration.ofDays(30);
    private static final String SERVER = "server:";

    private final Signer image;
    private final Signer set;
    private final Signer capability;
    private final Signer result;
    private final KeyPair root;
    private final X509Certificate rootCertificate;
    private final AtomicLong serial = new AtomicLong(1);

    /** Returns the scope for installations that an attestation result of now allows. */
    public static Optional<InstallScope> allowed() {
        return Optional.of(new InstallScope(AUDIENCE, MEMBER, 0, Instant.now(), Instant.now()));
    }

    /** Generates new keys. */
    public TestInstallation() {
        this(new Signer(), new Signer(), new Signer(), new Signer(), pair());
    }

    private TestInstallation(Signer image, Signer set, Signer capability, Signer result, KeyPair root) {
        this.image = image;
        this.set = set;
        this.capability = capability;
        this.result = result;
        this.root = root;
        this.rootCertificate =
                certificate("CN=Test root", (ECPublicKey) root.getPublic(), LIFETIME.multipliedBy(2), true);
    }

    /** Returns an installation with a new image key and the same other keys. */
    public TestInstallation withNewImageKey() {
        return new TestInstallation(new Signer(), set, capability, result, root);
    }

    /** Returns an installation with a new set key, a new capability key and the same other keys. */
    public TestInstallation withNewKeystore() {
        return new TestInstallation(image, new Signer(), new Signer(), result, root);
    }

    /** A private key of Holdfast. */
    public static final class Signer implements MessageSigner {
        private final KeyPair pair = pair();

        /** Returns the public half. */
        public P256PublicKey publicKey() {
            return P256PublicKey.of((ECPublicKey) pair.getPublic());
        }

        @Override
        public SignatureBytes sign(byte[] message) {
            try {
                Signature ecdsa = Signature.getInstance("SHA256withECDSAinP1363Format");
                ecdsa.initSign(pair.getPrivate());
                ecdsa.update(message);
                return SignatureBytes.of(ecdsa.sign());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Returns the public keys that a factory stores in chips. */
    public InstallationKeys keys() {
        return new InstallationKeys(set.publicKey(), capability.publicKey(), result.publicKey(), rootPem());
    }

    /** Returns the response of {@code GET trust}. */
    public String trust() {
        return new ObjectMapper()
                .valueToTree(Map.of(
                        "setKeys", List.of(keys().setKey().hex()),
                        "capabilityKey", keys().capabilityKey().hex(),
                        "resultKey", keys().resultKey().hex(),
                        "rootCertificate", rootPem()))
                .toString();
    }

    /** Returns the root's certificate. */
    public String rootPem() {
        return pem("CERTIFICATE", encoded(rootCertificate));
    }

    /** Signs an uploaded image with the image key, as Holdfast does. */
    public ImagePackage release(ImagePackage uploaded) {
        return ImagePackage.sign(uploaded.body(), uploaded.metadata(), image.publicKey(), image);
    }

    /** Signs a manifest set that expires in a week. */
    public Blob manifest(long version, ImagePackage... images) {
        return manifest(AUDIENCE, version, images);
    }

    /** Signs a manifest set for another audience that expires in a week. */
    public Blob manifest(Audience audience, long version, ImagePackage... images) {
        return manifest(audience, version, Duration.ofDays(7), List.of(image), List.of(set), images);
    }

    /** Signs a manifest set that expires in a week for devices that a rollout opened. */
    public Blob manifest(RolloutAudience rollout, long version, ImagePackage... images) {
        return manifest(
                AUDIENCE,
                version,
                Duration.ofDays(7),
                List.of(image),
                List.of(set),
                Optional.of(rollout),
                InstallRules.ANY_TIME,
                images);
    }

    /** Signs a manifest set with rules that expires in a week. */
    public Blob manifest(InstallRules rules, long version, ImagePackage... images) {
        return manifest(
                AUDIENCE, version, Duration.ofDays(7), List.of(image), List.of(set), Optional.empty(), rules, images);
    }

    /** Signs a manifest set with the set keys of both installations, as while a set key is replaced. */
    public Blob manifestOfBoth(TestInstallation next, long version, ImagePackage... images) {
        return manifest(AUDIENCE, version, Duration.ofDays(7), List.of(image), List.of(set, next.set), images);
    }

    /** Signs a manifest set that names these image keys. */
    public Blob manifestNaming(List<Signer> imageKeys, long version, ImagePackage... images) {
        return manifest(AUDIENCE, version, Duration.ofDays(7), imageKeys, List.of(set), images);
    }

    /** Signs a manifest set that expires after {@code goodFor} with any key. */
    public static Blob manifest(long version, Duration goodFor, Signer signer, ImagePackage... images) {
        return manifest(AUDIENCE, version, goodFor, List.of(), List.of(signer), images);
    }

    private static Blob manifest(
            Audience audience,
            long version,
            Duration goodFor,
            List<Signer> imageKeys,
            List<Signer> signers,
            ImagePackage... images) {
        return manifest(
                audience, version, goodFor, imageKeys, signers, Optional.empty(), InstallRules.ANY_TIME, images);
    }

    private static Blob manifest(
            Audience audience,
            long version,
            Duration goodFor,
            List<Signer> imageKeys,
            List<Signer> signers,
            Optional<RolloutAudience> rollout,
            InstallRules rules,
            ImagePackage... images) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        ManifestSet set = new ManifestSet(
                audience,
                version,
                now.minus(Duration.ofDays(30)),
                now.plus(goodFor),
                List.of(images).stream().map(ManifestSet.Entry::of).toList(),
                imageKeys.stream().map(Signer::publicKey).toList(),
                rollout,
                rules);
        return Blob.of(ManifestSetFormat.sign(
                set,
                signers.stream()
                        .map(signer -> new ManifestSetFormat.Signer(signer.publicKey(), signer))
                        .toList()));
    }

    /** Returns the key that signs images. */
    public Signer imageKey() {
        return image;
    }

    /** Returns the key that signs manifest sets. */
    public Signer setKey() {
        return set;
    }

    /** Returns the key that signs capability files. */
    public Signer capabilityKey() {
        return capability;
    }

    /** Returns the response to evidence with the certificates that the outcome allows. {@code digest} is the SHA-256 of the evidence. */
    public AttestResponse answer(Evidence evidence, Digest digest, Outcome outcome) {
        return answer(
                evidence,
                digest,
                new Appraisal(
                        outcome,
                        outcome == Outcome.UNTRUSTED
                                ? List.of(new Finding(
                                        "measurement-unknown", "NormalWorldKernel", "The kernel is not a known one."))
                                : List.of()));
    }

    /** Returns the response to evidence with the findings of an appraisal and the certificates that its outcome allows. */
    public AttestResponse answer(Evidence evidence, Digest digest, Appraisal appraisal) {
        Outcome outcome = appraisal.outcome();
        TrustTier tier = switch (outcome) {
            case TRUSTED -> TrustTier.AFFIRMING;
            case OUTDATED -> TrustTier.WARNING;
            case UNTRUSTED -> TrustTier.CONTRAINDICATED;
        };
        byte[] signed = AttestationResultFormat.sign(
                new AttestationResult(
                        new VerifierId("Holdfast", "test"),
                        AUDIENCE.catalog(),
                        AUDIENCE.group(),
                        0,
                        evidence.kind(),
                        evidence.device(),
                        evidence.nonce(),
                        digest,
                        Instant.now().truncatedTo(ChronoUnit.SECONDS),
                        tier,
                        new TrustworthinessVector(0, 0, tier.number(), 0, 0, 0, 0, 0),
                        "attestation/test",
                        1,
                        appraisal.findings()),
                result.publicKey(),
                result);
        return new AttestResponse(
                outcome,
                Blob.of(signed),
                outcome == Outcome.TRUSTED
                        ? leaf(evidence, evidence.customerKey(), DeviceProtocol.CUSTOMER_USAGE)
                        : null,
                outcome == Outcome.UNTRUSTED
                        ? null
                        : leaf(evidence, evidence.updateKey(), DeviceProtocol.UPDATE_USAGE));
    }

    private String leaf(Evidence evidence, P256PublicKey key, String usage) {
        return pem(
                "CERTIFICATE",
                encoded(certificate("CN=" + evidence.device().text(), key.toJca(), LIFETIME, false, usage)));
    }

    /** Issues a server certificate for localhost. Returns it with its private key, in PEM. */
    public ServerPem server() {
        return server("localhost", LIFETIME);
    }

    /** Issues a server certificate for a host. With a negative lifetime, the certificate has expired. */
    public ServerPem server(String host, Duration lifetime) {
        KeyPair pair = pair();
        X509Certificate leaf =
                certificate("CN=" + host, (ECPublicKey) pair.getPublic(), lifetime, false, SERVER + host);
        return new ServerPem(
                pem("CERTIFICATE", encoded(leaf)),
                pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    }

    /** A server's certificate and key. */
    public record ServerPem(String certificate, String key) {}

    /**
     * Issues a certificate.
     *
     * @param usage {@code server:} and a host, or the object identifier of an extended key usage for clients; absent for the root
     */
    private X509Certificate certificate(
            String subject, ECPublicKey key, Duration lifetime, boolean authority, String... usage) {
        Instant now = Instant.now();
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Principal("CN=Test root"),
                    BigInteger.valueOf(serial.getAndIncrement()),
                    Date.from(now.minus(lifetime.isNegative() ? BEFORE_EXPIRY : Duration.ofSeconds(60))),
                    Date.from(now.plus(lifetime)),
                    new X500Principal(subject),
                    key);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            extend(builder, usage);
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(root.getPrivate())));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void extend(JcaX509v3CertificateBuilder builder, String... usage) throws CertIOException {
        if (usage.length == 0) {
            return;
        }
        if (usage[0].startsWith(SERVER)) {
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, usage[0].substring(SERVER.length()))));
        } else {
            KeyPurposeId own = KeyPurposeId.getInstance(new ASN1ObjectIdentifier(usage[0]));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                KeyPurposeId.id_kp_clientAuth, own
            }));
        }
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String type, byte[] der) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, der));
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
