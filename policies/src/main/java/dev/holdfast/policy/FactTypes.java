package dev.holdfast.policy;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.holdfast.policy.alert.EventFacts;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * CEL types of the facts that policies of a {@link Kind} can use. Facts with fields are declared as structs, not as maps, so
 * that a misspelt field fails when the policy is compiled, not when a device attests.
 *
 * @param variables types by name of the fact
 */
record FactTypes(ImmutableMap<String, CelType> variables) implements CelTypeProvider {
    private static final StructType EVIDENCE = struct(
            "Evidence",
            ImmutableMap.of(
                    "kind", SimpleType.STRING,
                    "debugState", SimpleType.STRING,
                    "manufacturingState", SimpleType.STRING,
                    "bootCount", SimpleType.INT,
                    "keystoreVersion", SimpleType.INT,
                    "capabilities", ListType.create(SimpleType.INT)));
    private static final StructType MEASUREMENT = struct(
            "Measurement",
            ImmutableMap.of(
                    "type", SimpleType.STRING,
                    "component", SimpleType.STRING,
                    "verdict", SimpleType.STRING,
                    "referenceState", SimpleType.STRING,
                    "claim", SimpleType.STRING,
                    "rolledBack", SimpleType.BOOL,
                    "customer", SimpleType.BOOL));
    private static final StructType DEVIATION = struct(
            "Deviation",
            ImmutableMap.of(
                    "kind", SimpleType.STRING,
                    "type", SimpleType.STRING,
                    "component", SimpleType.STRING,
                    "expected", SimpleType.STRING,
                    "reported", SimpleType.STRING,
                    "claim", SimpleType.STRING));
    private static final StructType CLOCK = struct("Clock", ImmutableMap.of("answeredAfter", SimpleType.INT));
    private static final StructType HISTORY = struct("History", ImmutableMap.of("lastBootCount", SimpleType.INT));

    private static final FactTypes ATTESTATION = new FactTypes(ImmutableMap.of(
            "evidence", EVIDENCE,
            "measurements", ListType.create(MEASUREMENT),
            "deviations", ListType.create(DEVIATION),
            "history", HISTORY,
            "clock", CLOCK));

    private static final StructType DEVICE = struct("Device", ImmutableMap.of("state", SimpleType.STRING));
    private static final StructType REQUIREMENTS =
            struct("Requirements", ImmutableMap.of("postQuantum", SimpleType.BOOL));
    private static final StructType CONNECTION =
            struct("Connection", ImmutableMap.of("keyExchange", SimpleType.STRING, "postQuantum", SimpleType.BOOL));
    private static final StructType ADDRESS = struct("Address", ImmutableMap.of("refusedOften", SimpleType.BOOL));

    private static final FactTypes ADMISSION = new FactTypes(ImmutableMap.of(
            "certificate", SimpleType.STRING,
            "path", SimpleType.STRING,
            "method", SimpleType.STRING,
            "device", DEVICE,
            "groupRequires", REQUIREMENTS,
            "connection", CONNECTION,
            "address", ADDRESS));

    private static final StructType UPDATED_DEVICE = struct(
            "UpdatedDevice",
            ImmutableMap.of(
                    "part", SimpleType.STRING,
                    "osVersion", SimpleType.STRING,
                    "trust", SimpleType.STRING,
                    "tags", ListType.create(SimpleType.STRING),
                    "manifestVersion", SimpleType.INT));
    private static final StructType TARGET = struct(
            "Target",
            ImmutableMap.of(
                    "hasSystem", SimpleType.BOOL,
                    "hasApplications", SimpleType.BOOL,
                    "emergency", SimpleType.BOOL));
    private static final StructType LINK = struct("Link", ImmutableMap.of("metered", SimpleType.BOOL));

    private static final FactTypes UPDATE =
            new FactTypes(ImmutableMap.of("device", UPDATED_DEVICE, "target", TARGET, "link", LINK));

    private static final StructType EVENT = struct(
            "Event",
            EventFacts.NAMES.stream().collect(ImmutableMap.toImmutableMap(name -> name, name -> SimpleType.STRING)));

    private static final FactTypes ALERT = new FactTypes(ImmutableMap.of("event", EVENT));

    static FactTypes of(Kind kind) {
        return switch (kind) {
            case ATTESTATION -> ATTESTATION;
            case ADMISSION -> ADMISSION;
            case UPDATE -> UPDATE;
            case ALERT -> ALERT;
        };
    }

    /** Returns facts whose lists and texts have the maximum size, to test a policy with the most expensive facts. */
    Map<String, Object> largest() {
        return variables.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, fact -> largest(fact.getValue())));
    }

    private static Object largest(CelType type) {
        return switch (type) {
            case StructType struct ->
                struct.fields().stream()
                        .collect(Collectors.toMap(StructType.Field::name, field -> largest(field.type())));
            case ListType list -> Collections.nCopies(ConditionCost.MAX_ITEMS, largest(list.elemType()));
            case SimpleType simple when simple.equals(SimpleType.STRING) -> "a".repeat(ConditionCost.MAX_TEXT);
            case SimpleType simple when simple.equals(SimpleType.BOOL) -> true;
            default -> 1L;
        };
    }

    /** Returns the paths of all facts, such as {@code evidence.bootCount}, with the fields of list items. */
    String describe() {
        return variables.entrySet().stream()
                .flatMap(fact -> names(fact.getKey(), fact.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static Stream<String> names(String name, CelType type) {
        return switch (type) {
            case StructType struct ->
                struct.fields().stream().flatMap(field -> names(name + "." + field.name(), field.type()));
            case ListType list when list.elemType() instanceof StructType item -> names(name + "[]", item);
            default -> Stream.of(name);
        };
    }

    /** Returns the item type of a list of structs; empty for other facts. */
    Optional<StructType> itemType(String list) {
        return variables.get(list) instanceof ListType type && type.elemType() instanceof StructType item
                ? Optional.of(item)
                : Optional.empty();
    }

    /** Returns the type at a dotted path, such as {@code evidence.bootCount}. */
    Optional<CelType> typeAt(List<String> path) {
        return typeAt(variables.get(path.getFirst()), path.subList(1, path.size()));
    }

    /** Returns the type at a path below a struct; empty if {@code start} is null or has no such field. */
    static Optional<CelType> typeAt(@Nullable CelType start, List<String> path) {
        CelType type = start;
        for (String step : path) {
            type = type instanceof StructType struct
                    ? struct.findField(step).map(StructType.Field::type).orElse(null)
                    : null;
        }
        return Optional.ofNullable(type);
    }

    @Override
    public ImmutableCollection<CelType> types() {
        return ImmutableList.of(
                EVIDENCE,
                MEASUREMENT,
                DEVIATION,
                HISTORY,
                CLOCK,
                DEVICE,
                REQUIREMENTS,
                CONNECTION,
                ADDRESS,
                UPDATED_DEVICE,
                TARGET,
                LINK,
                EVENT);
    }

    @Override
    public Optional<CelType> findType(String name) {
        return types().stream().filter(type -> type.name().equals(name)).findFirst();
    }

    private static StructType struct(String name, ImmutableMap<String, CelType> fields) {
        return StructType.create("holdfast." + name, fields.keySet(), field -> Optional.ofNullable(fields.get(field)));
    }
}
