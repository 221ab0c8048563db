package dev.holdfast.sim.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.sim.hsm.rng.HealthTestedRng;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.security.cert.Certificate;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that no code in the JVM can get a private key of a chip: by API, export, serialization or reflection. */
class KeyContainmentTest {
    private static final List<Class<?>> KEY_CARRIERS =
            List.of(PrivateKey.class, KeyPair.class, KeyStore.class, PrivateKeyInfo.class);

    private static final JavaClasses MODULE = new ClassFileImporter()
            .importUrl(Pluton.class.getProtectionDomain().getCodeSource().getLocation());

    @TempDir
    private Path directory;

    private Pluton pluton;

    @BeforeEach
    void a_chip_with_keys_in_use() throws IOException {
        PlutonProvider.install();
        pluton = Pluton.manufacture(
                directory, P256PublicKey.of(new byte[P256PublicKey.LENGTH]), DebugState.DISABLED_PERMANENTLY);
        pluton.generateClientAuthKeys();
        pluton.commitClientAuthKeys();
    }

    @Test
    void no_accessible_member_has_a_private_key() throws Exception {
        List<String> leaks = new ArrayList<>();
        for (Class<?> type : classesOfThePackage()) {
            for (Method method : type.getDeclaredMethods()) {
                if (!Modifier.isPrivate(method.getModifiers()) && carriesKey(method.getReturnType())) {
                    leaks.add(type.getSimpleName() + "." + method.getName());
                }
            }
            for (Field field : type.getDeclaredFields()) {
                if (carriesKey(field.getType())) {
                    leaks.add(type.getSimpleName() + "." + field.getName());
                }
            }
        }

        assertThat(leaks)
                .as("two of the provider's interfaces name a key's type; what they give are handles")
                .containsExactlyInAnyOrder("PlutonKeyStore.engineGetKey", "PlutonKeyPairGenerator.generateKeyPair");
    }

    @Test
    void only_the_vault_and_its_engine_receive_a_private_key() throws Exception {
        List<String> takers = classesOfThePackage().stream()
                .filter(type -> !List.of(KeyVault.class, SigningKey.class, SigningKey.PrivateKeyStore.class)
                        .contains(type))
                .flatMap(type -> Stream.concat(
                                Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredConstructors()))
                        .filter(member -> Arrays.stream(member.getParameters())
                                .map(Parameter::getType)
                                .anyMatch(KeyContainmentTest::carriesKey))
                        .map(member -> type.getSimpleName() + "." + member.getName()))
                .toList();

        assertThat(takers)
                .as("the provider's refusals of foreign keys")
                .containsExactlyInAnyOrder("PlutonSignature.engineInitSign", "PlutonKeyStore.engineSetKeyEntry");
    }

    @Test
    void a_handle_cannot_be_exported() throws Exception {
        PlutonKey handle = pluton.key(KeyRole.GENERAL);

        assertThat(handle.getEncoded()).isNull();
        assertThat(handle.getFormat()).isNull();
        assertThat(handle.toString()).hasSizeLessThan(40);
        assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(handle))
                .isInstanceOf(NotSerializableException.class);
        assertThatThrownBy(() -> KeyFactory.getInstance("EC").translateKey(handle))
                .isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> KeyFactory.getInstance("EC").getKeySpec(handle, ECPrivateKeySpec.class))
                .isInstanceOf(InvalidKeySpecException.class);
        assertThatThrownBy(() -> KeyFactory.getInstance("EC").getKeySpec(handle, PKCS8EncodedKeySpec.class))
                .isInstanceOf(InvalidKeySpecException.class);
    }

    @Test
    void wrapping_and_other_key_stores_cannot_export_a_key() throws Exception {
        PlutonKey handle = pluton.key(KeyRole.CUSTOMER);
        Cipher wrap = Cipher.getInstance("AESWrap");
        wrap.init(Cipher.WRAP_MODE, new SecretKeySpec(new byte[16], "AES"));
        KeyStore file = KeyStore.getInstance("PKCS12");
        file.load(null, null);
        Certificate[] chain =
                new TestAuthority().issue("device", handle.publicKey().toJca());
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");

        assertThatThrownBy(() -> wrap.wrap(handle)).isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> file.setKeyEntry("stolen", handle, new char[] {'x'}, chain))
                .isInstanceOf(KeyStoreException.class);
        assertThatThrownBy(() -> agreement.init(handle)).isInstanceOf(InvalidKeyException.class);
    }

    @Test
    void a_key_store_of_handles_cannot_be_written() throws Exception {
        KeyStore store = KeyStore.getInstance(PlutonProvider.KEY_STORE);
        store.load(new PlutonKeyStoreParameter(pluton));
        ByteArrayOutputStream stolen = new ByteArrayOutputStream();

        assertThatThrownBy(() -> store.store(stolen, new char[0])).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.store(new PlutonKeyStoreParameter(pluton)))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(stolen.size()).isZero();
        assertThat(store.getKey("general", null).getEncoded()).isNull();
    }

    @Test
    void no_class_of_pluton_can_be_serialized_or_cloned() throws Exception {
        List<Class<?>> serializable = classesOfThePackage().stream()
                .filter(Serializable.class::isAssignableFrom)
                .filter(type -> !Throwable.class.isAssignableFrom(type) && !type.isEnum())
                .filter(type -> !Provider.class.isAssignableFrom(type)
                        && !SecureRandom.class.isAssignableFrom(type)
                        && !SecureRandomSpi.class.isAssignableFrom(type))
                .toList();

        assertThat(serializable).as("PlutonKey refuses, see above").containsExactly(PlutonKey.class);
        assertThat(classesOfThePackage())
                .noneMatch(type -> isCloneable(type) && !Provider.class.isAssignableFrom(type));
    }

    @Test
    void to_string_contains_no_secret() throws Exception {
        List<String> scalars = ChipSecrets.scalars(directory).stream()
                .map(scalar -> HexFormat.of().formatHex(scalar))
                .toList();
        PlutonDevice device = pluton.device(Caller.SystemService.ATTESTATION);

        for (Object each :
                List.of(pluton, device, pluton.key(KeyRole.UPDATE), pluton.fuses(), pluton.securityState())) {
            assertThat(each.toString()).doesNotContain(scalars);
        }
    }

    @Test
    void reflection_finds_no_private_key() throws Exception {
        List<byte[]> scalars = ChipSecrets.scalars(directory);
        PlutonDevice application = pluton.device(new Caller.Application(new TenantId("tenant")));
        KeyStore store = KeyStore.getInstance(PlutonProvider.KEY_STORE);
        store.load(new PlutonKeyStoreParameter(pluton));

        HeapSearch search = new HeapSearch(scalars);
        search.from(pluton, application, PlutonKey.ofTenant(application), store, store.getKey("update", null));

        assertThat(search.classesSeen())
                .as("the search gets as far as the engines")
                .contains(SigningKey.class.getName(), "java.security.Signature$Delegate");
        assertThat(search.closedFields()).as("and no further").contains("java.security.Signature$Delegate.sigSpi");
        assertThat(search.found()).isEmpty();
    }

    @Test
    void the_search_finds_an_exposed_key() throws Exception {
        List<byte[]> scalars = ChipSecrets.scalars(directory);
        record Careless(Object secret) {}

        for (Object careless : List.of(
                scalars.getFirst().clone(),
                new BigInteger(1, scalars.get(1)),
                HexFormat.of().formatHex(scalars.getFirst()),
                KeyPairGenerator.getInstance("EC").generateKeyPair())) {
            HeapSearch search = new HeapSearch(scalars);
            search.from(new Careless(List.of(careless)));
            assertThat(search.found()).as(careless.getClass().getName()).isNotEmpty();
        }
    }

    private static List<Class<?>> classesOfThePackage() throws ClassNotFoundException {
        List<Class<?>> classes = new ArrayList<>();
        for (JavaClass imported : MODULE) {
            if (imported.getPackageName().startsWith(Pluton.class.getPackageName())) {
                classes.add(Class.forName(imported.getName()));
            }
        }
        assertThat(classes).contains(Pluton.class, PlutonKey.class, HealthTestedRng.class);
        return classes;
    }

    private static boolean isCloneable(Class<?> type) {
        return Cloneable.class.isAssignableFrom(type);
    }

    /** Returns whether an object of the type can contain a private key. A {@link PlutonKey} is only a handle. */
    private static boolean carriesKey(Class<?> type) {
        return !type.equals(PlutonKey.class)
                && (KEY_CARRIERS.stream().anyMatch(carrier -> carrier.isAssignableFrom(type))
                        || type.equals(Key.class));
    }
}
