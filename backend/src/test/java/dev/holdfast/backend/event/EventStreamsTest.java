package dev.holdfast.backend.event;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventStreamsTest {
    private final EventStreams streams = new EventStreams();

    @Test
    void a_catalog_cannot_take_all_streams() {
        CatalogId full = new CatalogId(UUID.randomUUID());
        List<Runnable> open = new ArrayList<>();
        for (int i = 0; i < EventStreams.PER_CATALOG; i++) {
            open.add(streams.begin(full, "person " + i));
        }

        for (int i = 0; i < EventStreams.MAX; i++) {
            assertThatThrownBy(() -> streams.begin(full, "another"))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("This catalog has 50 open event streams");
        }
        streams.begin(new CatalogId(UUID.randomUUID()), "another");

        open.getFirst().run();
        open.getFirst().run();
        streams.begin(full, "another");
        assertThatThrownBy(() -> streams.begin(full, "another")).isInstanceOf(ProblemException.class);
    }
}
