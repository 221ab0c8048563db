package dev.holdfast.standalone.install;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;
import org.jspecify.annotations.Nullable;

/**
 * Certificate authority (CA) for Holdfast's own services. It issues the TLS certificates of gateway and backend. The backend's CAs issue
 * the certificates of devices.
 */
public final class Infrastructure {
    /** Name of the CA's certificate. */
    public static final String AUTHORITY = "infrastructure-ca";

    /** Name of the gateway's server certificate for devices. */
    public static final String GATEWAY_SERVER = "gateway-server";

    /** Name of the gateway's client certificate. The backend's internal API accepts no other client. */
    public static final String GATEWAY_CLIENT = "gateway-client";

    /** Name of the backend's server certificate for the internal API. */
    public static final String BACKEND_SERVER = "backend-server";

    private static final String SIGNATURE = "SHA256withECDSA";
    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
    private static final Duration RENEW_AUTHORITY_BEFORE = Duration.ofDays(60);
    /** Devices cannot check revocation. A thief of the key can pretend to be the gateway for this time. */
    private static final Duration GATEWAY_SERVER_LIFE = Duration.ofDays(7);

    private static final Duration GATEWAY_CLIENT_LIFE = Duration.ofDays(30);
    private static final Duration BACKEND_SERVER_LIFE = Duration.ofDays(397);

    private final Path folder;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param folder holds keys and certificates
     * @param clock clock for the validity of certificates
     */
    public Infrastructure(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * Issues missing certificates. Renews a certificate when less than half of its lifetime is left, or when it has other DNS names or
     * addresses. Renews the CA 60 days before it expires. A new CA issues all certificates again.
     *
     * @param gatewayNames DNS names and IP addresses under which devices reach the gateway
     */
    public void ensure(List<String> gatewayNames) {
        PrivateFile.folder(folder);
        try {
            if (isDue(AUTHORITY, RENEW_AUTHORITY_BEFORE)) {
                certify(AUTHORITY, "Holdfast infrastructure", AUTHORITY_LIFE, null, List.of());
                Files.deleteIfExists(certificate(GATEWAY_SERVER));
                Files.deleteIfExists(certificate(GATEWAY_CLIENT));
                Files.deleteIfExists(certificate(BACKEND_SERVER));
            }
            ensureGateway(gatewayNames);
            ensureLeaf(
                    BACKEND_SERVER,
                    "localhost",
                    BACKEND_SERVER_LIFE,
                    KeyPurposeId.id_kp_serverAuth,
                    List.of("localhost", "127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("Could not issue the infrastructure's certificates", e);
        }
    }

    /** Renews the certificates of a running gateway, which reads changed files, by the rules of {@link #ensure}. */
    public void renewGateway(List<String> gatewayNames) {
        try {
            ensureGateway(gatewayNames);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("Could not renew the gateway's certificates", e);
        }
    }

    private void ensureGateway(List<String> names)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        ensureLeaf(GATEWAY_SERVER, "localhost", GATEWAY_SERVER_LIFE, KeyPurposeId.id_kp_serverAuth, names);
        ensureLeaf(GATEWAY_CLIENT, "device-gateway", GATEWAY_CLIENT_LIFE, KeyPurposeId.id_kp_clientAuth, List.of());
    }

    /** PEM file of a certificate with one of the names of this class. */
    public Path certificate(String name) {
        return folder.resolve(name + ".pem");
    }

    /** File with the private key of the certificate with this name: PKCS#8 PEM, not encrypted. */
    public Path key(String name) {
        return folder.resolve(name + ".key");
    }

    private void ensureLeaf(String name, String commonName, Duration life, KeyPurposeId purpose, List<String> names)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        if (isDue(name, life.dividedBy(2))
                || !hasItsKey(name)
                || !names(read(name)).equals(normalized(names))) {
            certify(name, commonName, life, purpose, names);
        }
    }

    /** Returns whether certificate and key belong together. They do not after a power cut between the writes of both. */
    private boolean hasItsKey(String name) throws IOException, GeneralSecurityException {
        Signature signature = Signature.getInstance(SIGNATURE);
        signature.initSign(readKey(name));
        byte[] signed = signature.sign();
        signature.initVerify(read(name).getPublicKey());
        return signature.verify(signed);
    }

    private static Set<String> names(X509Certificate certificate) throws GeneralSecurityException {
        @Nullable Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names == null
                ? Set.of()
                : names.stream().map(name -> String.valueOf(name.get(1))).collect(Collectors.toSet());
    }

    /** Returns the names with IPv6 addresses in the form in which Java reads them from a certificate. */
    private static Set<String> normalized(List<String> names) throws IOException {
        Set<String> all = new HashSet<>();
        for (String name : names) {
            all.add(IPAddress.isValid(name) ? InetAddress.getByName(name).getHostAddress() : name);
        }
        return all;
    }

    private boolean isDue(String name, Duration before) throws IOException, GeneralSecurityException {
        if (!Files.exists(certificate(name)) || !Files.exists(key(name))) {
            return true;
        }
        return read(name).getNotAfter().toInstant().isBefore(clock.instant().plus(before));
    }

    private void certify(
            String name, String commonName, Duration life, @Nullable KeyPurposeId purpose, List<String> names)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        boolean authority = purpose == null;
        KeyPair pair = newKeyPair();
        X500Name subject = new X500Name("CN=" + commonName);
        X500Name issuer = authority
                ? subject
                : X500Name.getInstance(read(AUTHORITY).getSubjectX500Principal().getEncoded());
        Instant now = clock.instant();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(127, random).setBit(126),
                Date.from(now.minus(Duration.ofMinutes(5))),
                Date.from(now.plus(life)),
                subject,
                pair.getPublic());
        JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
        builder.addExtension(
                Extension.basicConstraints, true, authority ? new BasicConstraints(0) : new BasicConstraints(false));
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(authority ? KeyUsage.keyCertSign : KeyUsage.digitalSignature));
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(pair.getPublic()));
        if (purpose != null) {
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, identifiers.createAuthorityKeyIdentifier(read(AUTHORITY)));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
            if (!names.isEmpty()) {
                builder.addExtension(Extension.subjectAlternativeName, false, alternatives(names));
            }
        }
        PrivateKey signer = authority ? pair.getPrivate() : readKey(AUTHORITY);
        X509Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(signer)));
        PrivateFile.write(key(name), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        PrivateFile.write(certificate(name), pem("CERTIFICATE", certificate.getEncoded()));
    }

    private static GeneralNames alternatives(List<String> names) {
        return new GeneralNames(names.stream()
                .map(name ->
                        new GeneralName(IPAddress.isValid(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new));
    }

    private static KeyPair newKeyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private X509Certificate read(String name) throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(certificate(name))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private PrivateKey readKey(String name) throws IOException, GeneralSecurityException {
        try (PemReader reader = new PemReader(new StringReader(Files.readString(key(name))))) {
            return KeyFactory.getInstance("EC")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(reader.readPemObject().getContent()));
        }
    }

    private static String pem(String type, byte[] content) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, content));
        }
        return text.toString();
    }
}
