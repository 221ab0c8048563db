package dev.holdfast.sim.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.id.P256PublicKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyContainmentTest {
    private static final List<Class<?>> KEY_CARRIERS =
            List.of(PrivateKey.class, KeyPair.class, KeyStore.class, PrivateKeyInfo.class);

    @Test
    void no_member_that_anyone_else_can_reach_carries_a_private_key() throws Exception {
        List<String> leaks = new ArrayList<>();
        for (Class<?> type : classesOfThePackage()) {
            if (isPrivate(type)) {
                continue;
            }
            for (Method method : type.getDeclaredMethods()) {
                if (!Modifier.isPrivate(method.getModifiers()) && carriesKey(method.getReturnType())) {
                    leaks.add(method.toString());
                }
            }
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isPrivate(field.getModifiers()) && carriesKey(field.getType())) {
                    leaks.add(field.toString());
                }
            }
        }

        assertThat(leaks).isEmpty();
    }

    @Test
    void no_other_class_of_the_package_is_ever_given_a_private_key() throws Exception {
        List<String> takers = classesOfThePackage().stream()
                .filter(type -> !type.getName().startsWith(Pluton.class.getName()) || !isPrivate(type))
                .flatMap(type -> Stream.concat(
                                Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredConstructors()))
                        .filter(member -> Arrays.stream(member.getParameters())
                                .map(Parameter::getType)
                                .anyMatch(KeyContainmentTest::carriesKey)))
                .map(Object::toString)
                .toList();

        assertThat(takers)
                .as("only the provider's refusal of foreign keys takes one")
                .containsExactly("protected void dev.holdfast.sim.hsm.PlutonSignature.engineInitSign("
                        + "java.security.PrivateKey) throws java.security.InvalidKeyException");
    }

    @Test
    void a_handle_has_no_bytes_no_text_and_no_serial_form(@TempDir Path directory) throws Exception {
        PlutonKey handle = chip(directory).key(KeyRole.GENERAL);

        assertThat(handle.getEncoded()).isNull();
        assertThat(handle.getFormat()).isNull();
        assertThat(handle.toString()).hasSizeLessThan(40);
        assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(handle))
                .isInstanceOf(NotSerializableException.class);
        assertThatThrownBy(() -> KeyFactory.getInstance("EC").translateKey(handle))
                .isInstanceOf(java.security.InvalidKeyException.class);
        assertThatThrownBy(() ->
                        KeyFactory.getInstance("EC").getKeySpec(handle, java.security.spec.ECPrivateKeySpec.class))
                .isInstanceOf(java.security.spec.InvalidKeySpecException.class);
    }

    @Test
    void pluton_has_no_serial_form_and_its_text_is_its_name() throws Exception {
        assertThat(Serializable.class.isAssignableFrom(Pluton.class)).isFalse();
        assertThat(Cloneable.class.isAssignableFrom(Pluton.class)).isFalse();
    }

    private static List<Class<?>> classesOfThePackage() throws ClassNotFoundException {
        List<Class<?>> classes = new ArrayList<>();
        for (JavaClass imported : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(Pluton.class.getPackageName())) {
            classes.add(Class.forName(imported.getName()));
        }
        assertThat(classes).contains(Pluton.class, PlutonKey.class);
        return classes;
    }

    private static boolean isPrivate(Class<?> type) {
        return Modifier.isPrivate(type.getModifiers());
    }

    private static boolean carriesKey(Class<?> type) {
        return !type.equals(PlutonKey.class)
                && (KEY_CARRIERS.stream().anyMatch(carrier -> carrier.isAssignableFrom(type))
                        || type.equals(Key.class));
    }

    private static Pluton chip(Path directory) throws IOException {
        return Pluton.manufacture(
                directory, P256PublicKey.of(new byte[P256PublicKey.LENGTH]), DebugState.DISABLED_PERMANENTLY);
    }
}
