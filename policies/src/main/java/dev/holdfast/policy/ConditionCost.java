package dev.holdfast.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes an upper bound of the steps that a condition takes: one step for each node of the expression, and one for every
 * 1,024 characters that a function reads. The body of a list macro counts once for each possible item of its list. {@code contains}
 * reads as many characters as the product of both lengths. {@code matches} counts the size of the pattern twice, and once more for every
 * 32 characters.
 */
final class ConditionCost {
    /** Maximum steps of a condition: enough for two nested loops over lists, not for three. */
    static final long MAX = 50_000;
    /** Maximum number of items of a list in facts. A device measures at most 20 images, and a capability file has 64 slots. */
    static final int MAX_ITEMS = 64;
    /** Maximum number of characters of a text in facts. */
    static final int MAX_TEXT = 256;

    /** Number of characters that a function reads in one step. */
    private static final long CHARACTERS_A_STEP = 1024;
    /** Size of an item or field in characters, besides its content. */
    private static final long ITEM_SIZE = 256;
    /** Size of a reference to an item in characters, for joined lists. */
    private static final long REFERENCE_SIZE = 16;
    /** Bound of a number or boolean: 16 characters. */
    private static final Bound SCALAR = new Bound(0, 16, 0, null);

    private final CelAbstractSyntaxTree checked;
    /** Bounds of the variables of the enclosing list macros. */
    private final Map<String, Bound> variables = new HashMap<>();

    private ConditionCost(CelAbstractSyntaxTree checked) {
        this.checked = checked;
    }

    /**
     * Maximum cost and size of an expression.
     *
     * @param steps maximum steps
     * @param size maximum size of the value in characters; each item of a list counts {@link #ITEM_SIZE} more
     * @param items maximum number of items of a list or map; 0 for other values
     * @param element bound of each item; null when only the bound of the whole value is known
     */
    private record Bound(
            long steps, long size, long items, @Nullable Bound element) {
        /** Returns this bound with other steps. */
        Bound withSteps(long other) {
            return new Bound(capped(other), size, items, element);
        }

        /** Returns the bound of one item, without steps. */
        Bound ofElement() {
            return element == null ? withSteps(0) : element;
        }

        /** Returns a bound of a value that has this bound or the other one. */
        Bound max(Bound other) {
            return new Bound(
                    Math.max(steps, other.steps),
                    Math.max(size, other.size),
                    Math.max(items, other.items),
                    either(element, other.element));
        }

        private static @Nullable Bound either(@Nullable Bound one, @Nullable Bound other) {
            return one == null ? other : other == null ? one : one.max(other);
        }
    }

    /** Returns the maximum steps; fails when a pattern of {@code matches} is not allowed. */
    static long of(CelAbstractSyntaxTree checked) throws PolicyException {
        return new ConditionCost(checked).bound(checked.getExpr()).steps();
    }

    /** Returns the bound of an expression, with the steps to evaluate it. */
    private Bound bound(CelExpr expression) throws PolicyException {
        return switch (expression.getKind()) {
            case NOT_SET -> SCALAR.withSteps(1);
            case CONSTANT -> constant(expression.constant()).withSteps(1);
            case IDENT ->
                variables
                        .getOrDefault(expression.ident().name(), ofType(type(expression)))
                        .withSteps(1);
            case SELECT -> select(expression);
            case CALL -> call(expression);
            case LIST -> list(expression.list().elements());
            case STRUCT -> SCALAR.withSteps(MAX + 1); // impossible: the compiler knows no messages
            case MAP -> map(expression.map().entries());
            case COMPREHENSION -> comprehension(expression.comprehension());
        };
    }

    private static Bound constant(CelConstant constant) {
        return switch (constant.getKind()) {
            case STRING_VALUE -> new Bound(1, constant.stringValue().length(), 0, null);
            case BYTES_VALUE -> new Bound(1, constant.bytesValue().size(), 0, null);
            default -> SCALAR;
        };
    }

    private CelType type(CelExpr expression) {
        return checked.getType(expression.id()).orElse(SimpleType.DYN);
    }

    /** Returns the bound of a fact of a type: its maximum size, without steps. */
    private static Bound ofType(CelType type) {
        return switch (type) {
            case StructType struct ->
                new Bound(
                        0,
                        struct.fields().stream()
                                .mapToLong(field ->
                                        ITEM_SIZE + ofType(field.type()).size())
                                .sum(),
                        0,
                        null);
            case ListType list -> {
                Bound element = ofType(list.elemType());
                yield new Bound(0, MAX_ITEMS * (ITEM_SIZE + element.size()), MAX_ITEMS, element);
            }
            case SimpleType simple
            when simple.equals(SimpleType.STRING) || simple.equals(SimpleType.BYTES) -> new Bound(0, MAX_TEXT, 0, null);
            case SimpleType simple when !simple.equals(SimpleType.DYN) -> SCALAR;
            default -> new Bound(0, MAX_ITEMS * (ITEM_SIZE + MAX_TEXT), MAX_ITEMS, null);
        };
    }

    private Bound select(CelExpr expression) throws PolicyException {
        CelExpr of = expression.select().operand();
        Bound operand = bound(of);
        Bound field = type(of) instanceof StructType ? ofType(type(expression)) : operand.ofElement();
        return field.withSteps(1 + operand.steps());
    }

    private Bound list(List<CelExpr> elements) throws PolicyException {
        long steps = 1;
        long size = 0;
        Bound element = null;
        for (CelExpr expression : elements) {
            Bound each = bound(expression);
            steps += each.steps();
            size += ITEM_SIZE + each.size();
            element = Bound.either(element, each.withSteps(0));
        }
        return new Bound(capped(steps), capped(size), elements.size(), element);
    }

    private Bound map(List<CelExpr.CelMap.Entry> entries) throws PolicyException {
        long steps = 1;
        long size = 0;
        Bound element = null;
        for (CelExpr.CelMap.Entry entry : entries) {
            // Iterating over a map gives its keys, selecting gives its values.
            for (CelExpr expression : List.of(entry.key(), entry.value())) {
                Bound each = bound(expression);
                steps += each.steps();
                size += ITEM_SIZE + each.size();
                element = Bound.either(element, each.withSteps(0));
            }
        }
        return new Bound(capped(steps), capped(size), entries.size(), element);
    }

    private Bound call(CelExpr expression) throws PolicyException {
        CelExpr.CelCall call = expression.call();
        List<CelExpr> arguments = ConditionBounds.children(expression).toList();
        Bound[] bounds = new Bound[arguments.size()];
        long steps = 1;
        long looked = 0;
        // Joining lists copies references, not the items.
        boolean joins = call.function().equals("_+_");
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = bound(arguments.get(i));
            steps += bounds[i].steps();
            looked += isAccumulator(arguments.get(i))
                    ? 0
                    : joins && bounds[i].items() > 0 ? bounds[i].items() * REFERENCE_SIZE : bounds[i].size();
        }
        Bound whole = new Bound(0, capped(looked), 0, null);
        return switch (call.function()) {
            case "_+_" ->
                new Bound(
                        capped(steps + looked / CHARACTERS_A_STEP),
                        capped(bounds[0].size() + bounds[1].size()),
                        capped(bounds[0].items() + bounds[1].items()),
                        Bound.either(bounds[0].element(), bounds[1].element()));
            case "_?_:_" -> bounds[1].max(bounds[2]).withSteps(steps);
            case "_[_]" -> bounds[0].ofElement().withSteps(steps);
            case "dyn" -> bounds[0].withSteps(steps);
            case "_&&_", "_||_", "!_", "@not_strictly_false" -> SCALAR.withSteps(steps);
            case "size" -> SCALAR.withSteps(steps + (bounds[0].items() > 0 ? 0 : looked / CHARACTERS_A_STEP));
            case "contains" -> SCALAR.withSteps(steps + bounds[0].size() * bounds[1].size() / CHARACTERS_A_STEP);
            // The pattern is compiled for each evaluation, and then applied to every character.
            case "matches" ->
                SCALAR.withSteps(steps + PatternBounds.check(arguments.getLast()) * (2 + bounds[0].size() / 32));
            case "string", "bytes" ->
                new Bound(capped(steps + looked / CHARACTERS_A_STEP), capped(4 * whole.size()), 0, null);
            default ->
                (type(expression) instanceof SimpleType simple && !simple.equals(SimpleType.DYN) ? SCALAR : whole)
                        .withSteps(steps + looked / CHARACTERS_A_STEP);
        };
    }

    /** Returns whether an expression is the accumulator of a loop. CEL extends the accumulator without copying it. */
    private boolean isAccumulator(CelExpr expression) {
        return expression.getKind() == CelExpr.ExprKind.Kind.IDENT
                && expression.ident().name().startsWith("@");
    }

    /** Returns the bound of a list macro, such as {@code exists}: CEL compiles it to a loop that updates an accumulator for each item. */
    private Bound comprehension(CelExpr.CelComprehension loop) throws PolicyException {
        Bound range = bound(loop.iterRange());
        Bound start = bound(loop.accuInit());
        Map<String, Bound> hidden = new HashMap<>(variables);
        variables.put(loop.iterVar(), range.ofElement());
        variables.put(loop.accuVar(), start);
        Bound once = bound(loop.loopStep());
        Bound end = new Bound(
                0,
                grown(start.size(), once.size(), range.items()),
                grown(start.items(), once.items(), range.items()),
                once.element());
        variables.put(loop.accuVar(), end);
        long body = capped(
                bound(loop.loopCondition()).steps() + bound(loop.loopStep()).steps());
        Bound result = bound(loop.result());
        variables.clear();
        variables.putAll(hidden);
        return result.withSteps(
                1 + range.steps() + start.steps() + capped(capped(range.items()) * body) + result.steps());
    }

    /** Returns the size of an accumulator after {@code times} rounds: {@code start} before, {@code once} after the first round. */
    private static long grown(long start, long once, long times) {
        return capped(start + capped(times) * Math.max(0, capped(once) - start));
    }

    // The cap is far above every limit, and the product of two capped values does not overflow.
    private static long capped(long value) {
        return Math.min(value, 1_000_000_000L);
    }
}
