package dev.holdfast.backend.fleet.claim;

import dev.holdfast.backend.fleet.Moves;
import dev.holdfast.contract.operator.claim.ClaimResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of the devices of a claim.
 *
 * @param placed those that came or moved
 * @param ours how many the catalog has now
 * @param refused the others
 */
record Outcome(List<Placed> placed, int ours, List<ClaimResult.Refusal> refused) {
    ClaimResult result() {
        return new ClaimResult(claimed(), placed.size() - claimed(), ours - placed.size(), refused);
    }

    /** Such as {@code Claimed 3 devices, moved 2, refused 1.}: what is zero is not mentioned. */
    String sentence() {
        List<String> parts = new ArrayList<>();
        add(parts, "claimed", claimed());
        add(parts, "moved", placed.size() - claimed());
        add(parts, "left in place", ours - placed.size());
        add(parts, "refused", refused.size());
        String all = String.join(", ", parts);
        return Character.toUpperCase(all.charAt(0)) + all.substring(1) + ".";
    }

    /** Returns where they were and are. */
    Moves moves() {
        return Moves.of(placed.stream().map(Placed::move).toList());
    }

    private int claimed() {
        return (int) placed.stream().filter(Placed::isNew).count();
    }

    private static void add(List<String> parts, String verb, int count) {
        if (count > 0) {
            String noun = parts.isEmpty() ? (count == 1 ? " device" : " devices") : "";
            parts.add(verb + " " + count + noun);
        }
    }
}
