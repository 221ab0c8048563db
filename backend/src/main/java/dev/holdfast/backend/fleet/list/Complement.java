package dev.holdfast.backend.fleet.list;

import dev.holdfast.contract.operator.filter.Age;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.Filter.Comparison;
import dev.holdfast.contract.operator.filter.Filter.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a term with a minus leaves, said without one: an index has the devices that meet a term, and not those that do not. What it says may be a little
 * too much. Pure.
 */
final class Complement {
    private static final List<String> HEALTH = List.of("trusted", "outdated", "untrusted", "unknown", "unreachable");

    private Complement() {}

    /** Returns such a term; empty where only a look at each device can say. */
    static Optional<Filter.Field> of(Filter.Field term) {
        return switch (term.field()) {
            // Of what is not trusted there is an index, which PostgreSQL knows to have whatever a minus leaves.
            case "is" -> has(term, "trusted") ? Optional.empty() : others(term, HEALTH);
            case "update" -> others(term, DeviceOrder.UPDATES);
            case "seen", "attested", "claimed", "expires" -> turned(term);
            default -> Optional.empty();
        };
    }

    private static boolean has(Filter.Field term, String value) {
        return term.values().stream().anyMatch(one -> one.operand().equals(value));
    }

    private static Optional<Filter.Field> others(Filter.Field term, List<String> all) {
        List<String> not = term.values().stream().map(Value::operand).toList();
        List<Value> left = all.stream()
                .filter(one -> !not.contains(one))
                .map(one -> new Value(Comparison.SAME, one))
                .toList();
        return all.containsAll(not) && !left.isEmpty()
                ? Optional.of(new Filter.Field(false, term.field(), left))
                : Optional.empty();
    }

    private static Optional<Filter.Field> turned(Filter.Field term) {
        Value value = term.values().getFirst();
        if (term.values().size() > 1 || value.operand().equals(Age.NEVER)) {
            return Optional.empty();
        }
        Comparison other = switch (value.comparison()) {
            case LESS -> Comparison.AT_LEAST;
            case AT_MOST -> Comparison.MORE;
            case MORE -> Comparison.AT_MOST;
            default -> Comparison.LESS;
        };
        List<Value> left = new ArrayList<>();
        left.add(new Value(other, value.operand()));
        if (!term.field().equals("claimed")) {
            left.add(new Value(Comparison.SAME, Age.NEVER));
        }
        return Optional.of(new Filter.Field(false, term.field(), left));
    }
}
