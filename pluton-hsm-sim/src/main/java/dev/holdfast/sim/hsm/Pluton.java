package dev.holdfast.sim.hsm;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.operator.bc.BcDefaultDigestProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One chip's Pluton. Two P-256 key pairs are made at manufacture: the attestation key, which signs evidence and nothing
 * else and whose public half is the device ID, and the general key. Client authentication keys are made for each
 * attestation and die with the next reset. Private halves stay in this class. Every operation may be called from any
 * thread.
 */
public final class Pluton {
    private final Key attestation;
    private final Key general;
    private final Fuses fuses;
    private final List<Measurement> registers = new ArrayList<>();
    private long keystoreVersion;
    private @Nullable Client pending;
    private @Nullable Client current;

    private Pluton(Key attestation, Key general, Fuses fuses) {
        this.attestation = attestation;
        this.general = general;
        this.fuses = fuses;
    }

    /**
     * Makes a new chip: burns fresh keys and the maker's operating system key into {@code directory}.
     *
     * @param operatingSystemKey what the ROM trusts; it cannot be changed later
     * @param debug {@link DebugState#ENABLED} for a part whose debug ports were left open, else they are off for good
     * @throws IOException when the directory holds a chip already or cannot be written
     */
    public static Pluton manufacture(Path directory, P256PublicKey operatingSystemKey, DebugState debug)
            throws IOException {
        Key attestation = Key.generate();
        Key general = Key.generate();
        Vault.seal(directory, attestation, general);
        Fuses fuses = Fuses.open(directory);
        fuses.manufacture(operatingSystemKey, debug);
        return new Pluton(attestation, general, fuses);
    }

    /**
     * Powers a chip on that was made earlier. Measurement registers are empty until the ROM calls {@link #reset()}.
     *
     * @throws IOException when the directory holds no chip or a damaged one
     */
    public static Pluton open(Path directory) throws IOException {
        List<Key> keys = Vault.unseal(directory);
        return new Pluton(keys.get(0), keys.get(1), Fuses.open(directory));
    }

    /** Starts a boot: clears the measurement registers, forgets client keys, counts the boot. */
    public synchronized void reset() {
        registers.clear();
        keystoreVersion = 0;
        pending = null;
        current = null;
        fuses.countBoot();
    }

    /**
     * Adds a measurement to this boot's registers. There is no way to take one back.
     *
     * @throws PlutonException when all twenty registers are in use
     */
    public synchronized void extend(Measurement measurement) {
        if (registers.size() == Measurement.MAX_COUNT) {
            throw new PlutonException("all " + Measurement.MAX_COUNT + " measurement registers are in use");
        }
        registers.add(measurement);
    }

    /**
     * Notes, once a boot, which trusted keystore the boot chain uses.
     *
     * @throws PlutonException when it was noted already
     */
    public synchronized void latchKeystoreVersion(long version) {
        if (keystoreVersion != 0) {
            throw new PlutonException("the keystore version is latched until the next reset");
        }
        keystoreVersion = version;
    }

    /** Returns the measurements of this boot so far, in order. */
    public synchronized List<Measurement> measurements() {
        return List.copyOf(registers);
    }

    /** Returns the device ID: the public half of the attestation key. */
    public DeviceId deviceId() {
        return new DeviceId(attestation.publicKey());
    }

    /** Returns the public half of the attestation key. */
    public P256PublicKey attestationPublicKey() {
        return attestation.publicKey();
    }

    /** Returns the public half of the general key. */
    public P256PublicKey generalPublicKey() {
        return general.publicKey();
    }

    /** Returns the one-time-programmable cells. */
    public Fuses fuses() {
        return fuses;
    }

    /** GET_SECURITY_STATE and its neighbours in one answer. */
    public synchronized SecurityState securityState() {
        return new SecurityState(
                attestation.publicKey(),
                general.publicKey(),
                fuses.manufacturingState(),
                fuses.debugState(),
                Set.of(),
                fuses.bootCount(),
                keystoreVersion);
    }

    /**
     * GENERATE_CLIENT_AUTH_KEY: makes new keys, which the next evidence will name. Keys in use stay in use until
     * {@link #commitClientAuthKeys}.
     */
    public ClientKeys generateClientAuthKeys() {
        Client made = new Client(Key.generate(), Key.generate());
        synchronized (this) {
            pending = made;
        }
        return made.publicKeys();
    }

    /**
     * COMMIT_CLIENT_AUTH_KEY: puts the generated keys in use; handles to the keys before them stop to work.
     *
     * @throws PlutonException when there is none to commit
     */
    public synchronized void commitClientAuthKeys() {
        if (pending == null) {
            throw new PlutonException("no client keys were generated");
        }
        current = pending;
        pending = null;
    }

    /**
     * PROCESS_ATTESTATION: signs the nonce together with what this chip is and has booted.
     *
     * @return a token as in {@link EvidenceFormat}
     * @throws PlutonException before the first {@link #generateClientAuthKeys} of a boot
     */
    public Blob processAttestation(Nonce nonce) {
        Evidence evidence;
        synchronized (this) {
            Client client = pending != null ? pending : current;
            if (client == null) {
                throw new PlutonException("generate client keys before you attest");
            }
            SecurityState state = securityState();
            evidence = new Evidence(
                    deviceId(),
                    nonce,
                    state.bootCount(),
                    state.debugState(),
                    state.manufacturingState(),
                    state.keystoreVersion(),
                    state.capabilities(),
                    measurements(),
                    client.customer().publicKey(),
                    client.update().publicKey());
        }
        return Blob.of(EvidenceFormat.sign(evidence, message -> attestation.sign(Digest.sha256(message))));
    }

    /**
     * Returns a handle to sign TLS handshakes with, through {@link PlutonProvider}.
     *
     * @throws PlutonException when {@code role} is a client key and none is committed
     */
    public synchronized PlutonKey key(KeyRole role) {
        Key key = inUse(role);
        if (key == null) {
            throw new PlutonException("no client keys are committed");
        }
        return new PlutonKey(key.publicKey(), digest -> sign(role, key.publicKey(), digest));
    }

    private SignatureBytes sign(KeyRole role, P256PublicKey expected, Digest digest) {
        Key key;
        synchronized (this) {
            key = inUse(role);
        }
        if (key == null || !key.publicKey().equals(expected)) {
            throw new PlutonException("the key was replaced or lost at reset");
        }
        return key.sign(digest);
    }

    private @Nullable Key inUse(KeyRole role) {
        Client client = current;
        return switch (role) {
            case GENERAL -> general;
            case CUSTOMER -> client == null ? null : client.customer();
            case UPDATE -> client == null ? null : client.update();
        };
    }

    @Override
    public String toString() {
        return "Pluton[" + deviceId().shortText() + "]";
    }

    private record Client(Key customer, Key update) {
        ClientKeys publicKeys() {
            return new ClientKeys(customer.publicKey(), update.publicKey());
        }
    }

    /** A key pair. The private half is used in {@link #sign} and {@link Vault}, nowhere else. */
    private static final class Key {
        private final PrivateKey secret;
        private final P256PublicKey publicKey;

        private Key(PrivateKey secret, P256PublicKey publicKey) {
            this.secret = secret;
            this.publicKey = publicKey;
        }

        static Key generate() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                KeyPair pair = generator.generateKeyPair();
                return new Key(pair.getPrivate(), P256PublicKey.of((ECPublicKey) pair.getPublic()));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform makes P-256 keys", e);
            }
        }

        P256PublicKey publicKey() {
            return publicKey;
        }

        SignatureBytes sign(Digest digest) {
            try {
                Signature ecdsa = Signature.getInstance("NONEwithECDSAinP1363Format");
                ecdsa.initSign(secret);
                ecdsa.update(digest.bytes());
                return SignatureBytes.of(ecdsa.sign());
            } catch (GeneralSecurityException e) {
                throw new PlutonException("the signing engine failed", e);
            }
        }
    }

    /**
     * The e-fuses that hold the two keys: a PKCS#12 file under a random 256-bit passphrase in a file beside it. Few
     * iterations are enough, for there is no guessable password to stretch.
     */
    private static final class Vault {
        private static final String FILE = "pluton.p12";
        private static final String SEAL = "pluton.seal";
        private static final int ITERATIONS = 2;
        private static final int SEAL_LENGTH = 32;
        private static final ASN1ObjectIdentifier CIPHER = NISTObjectIdentifiers.id_aes256_CBC;
        /** Not the JDK's: it takes the cipher's OID to mean no padding. */
        private static final Provider PADDING = new BouncyCastleProvider();

        private static final X9ECParameters P256 = CustomNamedCurves.getByName("P-256");

        static void seal(Path directory, Key... keys) throws IOException {
            Path file = directory.resolve(FILE);
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString(), null, "a chip is made once");
            }
            byte[] random = new byte[SEAL_LENGTH];
            new SecureRandom().nextBytes(random);
            String seal = HexFormat.of().formatHex(random);
            PrivateFiles.write(directory.resolve(SEAL), seal.getBytes(StandardCharsets.US_ASCII));
            try {
                OutputEncryptor encryptor = new JcePKCSPBEOutputEncryptorBuilder(CIPHER)
                        .setProvider(PADDING)
                        .setPRF(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE))
                        .setIterationCount(ITERATIONS)
                        .build(seal.toCharArray());
                PKCS12PfxPduBuilder pfx = new PKCS12PfxPduBuilder();
                for (Key key : keys) {
                    pfx.addData(new PKCS12SafeBagBuilder(PrivateKeyInfo.getInstance(key.secret.getEncoded()), encryptor)
                            .build());
                }
                AlgorithmIdentifier sha256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
                byte[] sealed = pfx.build(
                                new BcPKCS12MacCalculatorBuilder(new SHA256Digest(), sha256)
                                        .setIterationCount(ITERATIONS),
                                seal.toCharArray())
                        .getEncoded();
                Path half = directory.resolve(FILE + ".pending");
                PrivateFiles.write(half, sealed);
                Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (OperatorCreationException | PKCSException e) {
                throw new IOException("the keys cannot be sealed", e);
            }
        }

        static List<Key> unseal(Path directory) throws IOException {
            char[] seal = Files.readString(directory.resolve(SEAL)).strip().toCharArray();
            try {
                PKCS12PfxPdu pfx = new PKCS12PfxPdu(Files.readAllBytes(directory.resolve(FILE)));
                if (!pfx.isMacValid(new BcPKCS12MacCalculatorBuilderProvider(BcDefaultDigestProvider.INSTANCE), seal)) {
                    throw new IOException("the key file in " + directory + " is damaged or not this chip's");
                }
                var decryptor = new JcePKCSPBEInputDecryptorProviderBuilder()
                        .setProvider(PADDING)
                        .build(seal);
                List<Key> keys = new ArrayList<>();
                for (ContentInfo content : pfx.getContentInfos()) {
                    for (var bag : new PKCS12SafeBagFactory(content).getSafeBags()) {
                        keys.add(key(
                                ((PKCS8EncryptedPrivateKeyInfo) bag.getBagValue()).decryptPrivateKeyInfo(decryptor)));
                    }
                }
                return keys;
            } catch (PKCSException | GeneralSecurityException e) {
                throw new IOException("the key file in " + directory + " is damaged", e);
            } finally {
                Arrays.fill(seal, '0');
            }
        }

        private static Key key(PrivateKeyInfo secret) throws IOException, GeneralSecurityException {
            ECPrivateKey key = (ECPrivateKey)
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(secret.getEncoded()));
            BigInteger scalar = key.getS();
            byte[] point =
                    new FixedPointCombMultiplier().multiply(P256.getG(), scalar).getEncoded(false);
            return new Key(key, P256PublicKey.of(Arrays.copyOfRange(point, 1, point.length)));
        }
    }
}
