package dev.holdfast.backend.fleet.list;

import dev.holdfast.contract.operator.filter.Filter.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Compares versions number by number: 24.9 < 24.10 < 24.10.1. */
final class VersionOrder {
    private static final Pattern FORM = Pattern.compile("[0-9]+(\\.[0-9]+)*");

    private VersionOrder() {}

    /** Returns whether a version satisfies a comparison; text that is not a version never does. */
    static boolean meets(String version, Value value) {
        if (!FORM.matcher(version).matches()) {
            return false;
        }
        int order = compare(version, value.operand());
        return switch (value.comparison()) {
            case SAME -> order == 0;
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case MORE -> order > 0;
            case AT_LEAST -> order >= 0;
        };
    }

    private static int compare(String one, String other) {
        List<BigInteger> ours = numbers(one);
        List<BigInteger> theirs = numbers(other);
        for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
            int order = ours.get(i).compareTo(theirs.get(i));
            if (order != 0) {
                return order;
            }
        }
        return ours.size() - theirs.size();
    }

    private static List<BigInteger> numbers(String version) {
        return new ArrayList<>(
                Arrays.stream(version.split("\\.", -1)).map(BigInteger::new).toList());
    }
}
