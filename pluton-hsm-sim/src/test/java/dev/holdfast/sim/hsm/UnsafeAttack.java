package dev.holdfast.sim.hsm;

import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;

/** An attack in a separate process: it opens a chip and reads its private key with {@code sun.misc.Unsafe}, without access checks. */
final class UnsafeAttack {
    private final Object unsafe;
    private final Method offset;
    private final Method object;

    private UnsafeAttack() throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        Field one = type.getDeclaredField("theUnsafe");
        one.setAccessible(true);
        this.unsafe = one.get(null);
        this.offset = type.getMethod("objectFieldOffset", Field.class);
        this.object = type.getMethod("getObject", Object.class, long.class);
    }

    /** Prints {@code FOUND} if the attack reads the key, {@code DENIED} if the JVM denies the access, and else {@code NOT FOUND}. */
    public static void main(String[] arguments) throws Exception {
        Path chip = Path.of(arguments[0]);
        List<byte[]> scalars = ChipSecrets.scalars(chip);
        SigningKey key = KeyVault.open(new dev.holdfast.sim.hsm.otp.DirectorySilicon(chip))
                .attestation();
        PrintStream out = System.out;
        try {
            UnsafeAttack attack = new UnsafeAttack();
            Object spi = attack.read(attack.read(key, "engine"), "sigSpi");
            Object secret = attack.read(spi, "privateKey");
            Object scalar = attack.read(secret, "s");
            out.println(scalars.stream().anyMatch(it -> new BigInteger(1, it).equals(scalar)) ? "FOUND" : "NOT FOUND");
        } catch (InvocationTargetException e) {
            out.println(e.getCause() instanceof UnsupportedOperationException ? "DENIED" : e.getCause());
        }
    }

    private Object read(Object from, String name) throws ReflectiveOperationException {
        Class<?> type = from.getClass();
        while (true) {
            try {
                Field field = type.getDeclaredField(name);
                return object.invoke(unsafe, from, offset.invoke(unsafe, field));
            } catch (NoSuchFieldException e) {
                type = type.getSuperclass();
                if (type == null) {
                    throw e;
                }
            }
        }
    }
}
