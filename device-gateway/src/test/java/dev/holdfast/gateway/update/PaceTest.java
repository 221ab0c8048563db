package dev.holdfast.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.id.Blob;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bandwidth of downloads under an update policy. */
class PaceTest {
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
}
