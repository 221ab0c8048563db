package dev.holdfast.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.id.Blob;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The bandwidth of downloads under an update policy. */
class PaceTest {
    @Test
    void without_a_limit_nothing_waits() {
        assertThat(new Pace(0).pause(Long.MAX_VALUE / 2_000, 0)).isZero();
        assertThat(new Pace(0).slice()).isEqualTo(64 * 1024);
    }

    @Test
    void the_update_policy_of_the_group_gives_the_bandwidth() {
        InternalApi.UpdatePolicyText policy = new InternalApi.UpdatePolicyText(
                "update/test",
                1,
                "title: Test\ndescription: For tests.\ndelivery: {kilobitsPerSecond: 800}\nrules: []\n");
        InternalApi.CohortTarget target = new InternalApi.CohortTarget(
                7,
                Blob.of(new byte[] {1}),
                Instant.MAX,
                List.of(),
                List.of(),
                new InternalApi.Offer(true, true, false, policy));

        assertThat(new UpdatePolicies().pace(ServedSet.of(target))).isEqualTo(new Pace(100_000));
    }

    @Property(tries = 300)
    void a_download_never_exceeds_its_bandwidth_by_more_than_a_slice(
            @ForAll @IntRange(min = 125, max = 125_000_000) int bytesPerSecond,
            @ForAll @IntRange(min = 1, max = 200) int slices) {
        Pace pace = new Pace(bytesPerSecond);
        long sent = 0;
        long elapsed = 0;

        for (int slice = 0; slice < slices; slice++) {
            elapsed += pace.pause(sent, elapsed);
            sent += pace.slice();
        }

        assertThat((sent - pace.slice()) * 1_000 / bytesPerSecond).isLessThanOrEqualTo(elapsed);
    }
}
