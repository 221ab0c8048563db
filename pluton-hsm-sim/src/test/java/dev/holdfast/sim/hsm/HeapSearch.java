package dev.holdfast.sim.hsm;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Searches for private keys as an attacker inside the JVM can. From given objects, the search follows every field that reflection can open
 * (also private and static fields and captures of lambdas) and the elements of collections.
 */
final class HeapSearch {
    private static final int MAX_OBJECTS = 200_000;

    private final List<byte[]> secrets;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> next = new ArrayDeque<>();
    private final Set<String> classesSeen = new HashSet<>();
    /** Fields that reflection cannot open. */
    private final Set<String> closedFields = new HashSet<>();

    private final List<String> found = new ArrayList<>();

    HeapSearch(List<byte[]> secrets) {
        this.secrets = secrets;
    }

    /** Searches everything that is reachable from these objects. */
    void from(Object... roots) {
        for (Object root : roots) {
            visitLater(root);
        }
        while (!next.isEmpty() && seen.size() < MAX_OBJECTS) {
            visit(next.pop());
        }
    }

    Set<String> classesSeen() {
        return classesSeen;
    }

    Set<String> closedFields() {
        return closedFields;
    }

    /** Returns the classes of the objects that contain a secret. */
    List<String> found() {
        return found;
    }

    private void visitLater(@Nullable Object object) {
        if (object != null && seen.add(object)) {
            next.push(object);
        }
    }

    private void visit(Object object) {
        Class<?> type = object.getClass();
        classesSeen.add(type.getName());
        look(object);
        switch (object) {
            case Object[] array -> Arrays.asList(array).forEach(this::visitLater);
            case Collection<?> collection -> collection.forEach(this::visitLater);
            case Map<?, ?> map ->
                map.forEach((key, value) -> {
                    visitLater(key);
                    visitLater(value);
                });
            default -> fields(object, type);
        }
    }

    private void fields(Object object, Class<?> type) {
        for (Class<?> level = type; level != null && !type.isArray(); level = level.getSuperclass()) {
            for (Field field : level.getDeclaredFields()) {
                if (field.getType().isPrimitive()) {
                    continue;
                }
                try {
                    field.setAccessible(true);
                    visitLater(field.get(Modifier.isStatic(field.getModifiers()) ? null : object));
                } catch (InaccessibleObjectException | IllegalAccessException e) {
                    closedFields.add(level.getName() + "." + field.getName());
                }
            }
        }
    }

    private void look(Object object) {
        boolean secret = switch (object) {
            case PlutonKey handle -> handle.getEncoded() != null;
            case PrivateKey key -> true;
            case KeyPair pair -> !(pair.getPrivate() instanceof PlutonKey);
            case byte[] bytes -> secrets.stream().anyMatch(it -> contains(bytes, it));
            case BigInteger number -> secrets.stream().anyMatch(it -> number.equals(new BigInteger(1, it)));
            case String text ->
                secrets.stream().anyMatch(it -> text.contains(HexFormat.of().formatHex(it)));
            default -> false;
        };
        if (secret) {
            found.add(object.getClass().getName());
        }
    }

    private static boolean contains(byte[] bytes, byte[] secret) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(new String(secret, StandardCharsets.ISO_8859_1));
    }
}
