package dev.holdfast.policy;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelValue;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Map of facts that CEL reads without conversion. CEL converts any other map each time a condition reads a member, which
 * took half of the time of a replay.
 */
final class FactMap extends CelValue implements Map<Object, Object> {
    private static final CelType TYPE = MapType.create(SimpleType.STRING, SimpleType.DYN);

    @SuppressWarnings("Immutable") // Unmodifiable view of a map that only Facts can access.
    private final Map<Object, Object> members;

    /** Wraps a map that no longer changes. */
    FactMap(Map<Object, Object> members) {
        this.members = Collections.unmodifiableMap(members);
    }

    @Override
    public Object value() {
        return this;
    }

    @Override
    public boolean isZeroValue() {
        return members.isEmpty();
    }

    @Override
    public CelType celType() {
        return TYPE;
    }

    @Override
    public int size() {
        return members.size();
    }

    @Override
    public boolean isEmpty() {
        return members.isEmpty();
    }

    @Override
    public boolean containsKey(Object key) {
        return members.containsKey(key);
    }

    @Override
    public boolean containsValue(Object value) {
        return members.containsValue(value);
    }

    @Override
    public @Nullable Object get(Object key) {
        return members.get(key);
    }

    @Override
    public @Nullable Object put(Object key, Object value) {
        return members.put(key, value);
    }

    @Override
    public @Nullable Object remove(Object key) {
        return members.remove(key);
    }

    @Override
    public void putAll(Map<?, ?> other) {
        members.putAll(other);
    }

    @Override
    public void clear() {
        members.clear();
    }

    @Override
    public Set<Object> keySet() {
        return members.keySet();
    }

    @Override
    public Collection<Object> values() {
        return members.values();
    }

    @Override
    public Set<Entry<Object, Object>> entrySet() {
        return members.entrySet();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return members.equals(other);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    @Override
    public String toString() {
        return members.toString();
    }
}
