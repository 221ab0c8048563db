package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.audit.AuditedAct;
import dev.holdfast.contract.id.DeviceId;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Devices that came, went or changed their place, for the audit log: of up to {@value #FEW} where each was and is, of more how many
 * were and are where.
 *
 * @param all each of them
 */
public record Moves(List<Move> all) {
    private static final int FEW = 20;
    private static final int MOST_PLACES = 50;

    /** Copies the list. */
    public Moves {
        all = List.copyOf(all);
    }

    /**
     * One of them.
     *
     * @param device which
     * @param from what its place is called that it left; null when the catalog did not have it
     * @param to what its place is called now; null when the catalog has it no more
     */
    public record Move(
            DeviceId device,
            @Nullable String from,
            @Nullable String to) {}

    /** Says so of an act. */
    public AuditedAct told(AuditedAct act) {
        return all.size() <= FEW
                ? act.changing("devices", each(Move::from), each(Move::to))
                : act.changing("devicesIn", counts(Move::from), counts(Move::to));
    }

    private @Nullable Map<String, Object> each(Function<Move, @Nullable String> place) {
        Map<String, Object> places = new LinkedHashMap<>();
        all.forEach(move -> {
            String its = place.apply(move);
            if (its != null) {
                places.put(move.device().text(), its);
            }
        });
        return places.isEmpty() ? null : places;
    }

    private @Nullable Map<String, Object> counts(Function<Move, @Nullable String> place) {
        Map<String, Long> counted = counted(all.stream().map(place).toList());
        List<Map.Entry<String, Long>> most = counted.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        Map<String, Object> places = new LinkedHashMap<>();
        most.stream().limit(MOST_PLACES).forEach(one -> places.put(one.getKey(), one.getValue()));
        long others =
                most.stream().skip(MOST_PLACES).mapToLong(Map.Entry::getValue).sum();
        if (others > 0) {
            places.put("elsewhere", others);
        }
        return places.isEmpty() ? null : places;
    }

    private static Map<String, Long> counted(Collection<@Nullable String> places) {
        return places.stream()
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
