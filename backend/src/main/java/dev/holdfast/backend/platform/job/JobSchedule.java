package dev.holdfast.backend.platform.job;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Gives jobs their turns, one after the other, so that a long one does not make a short one wait. */
public final class JobSchedule {
    private JobSchedule() {}

    /**
     * Gives each that waits a turn, again and again until none has more to do.
     *
     * @param waiting finds those that nobody is at
     * @param turn does some of a job; its item says whether there is more to do. It never fails
     */
    public static <J> Uni<Void> untilNoneIsLeft(Supplier<Uni<List<J>>> waiting, Function<J, Uni<Boolean>> turn) {
        return Uni.createFrom()
                .deferred(() -> round(waiting, turn))
                .repeat()
                .whilst(more -> more)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static <J> Uni<Boolean> round(Supplier<Uni<List<J>>> waiting, Function<J, Uni<Boolean>> turn) {
        return waiting.get()
                .onItem()
                .transformToMulti(all -> Multi.createFrom().iterable(all))
                .onItem()
                .transformToUniAndConcatenate(turn::apply)
                .collect()
                .with(Collectors.reducing(false, Boolean::logicalOr));
    }
}
