package dev.holdfast.ui.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.ClaimResult;
import dev.holdfast.ui.fake.FakeFleet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimDialogTest {
    private static final List<DeviceId> REFUSED =
            List.of(new FakeFleet().justClaimed().id());

    @Test
    void why_devices_were_refused_is_told_in_the_words_of_the_api() {
        assertThat(ClaimDialog.refusal(new ClaimResult(3, 0, REFUSED, "No trusted maker endorsed them.")))
                .isEqualTo("1 device refused. No trusted maker endorsed them.");
    }

    @Test
    void a_refusal_without_a_reason_names_those_that_there_are_and_where_to_read_on() {
        assertThat(ClaimDialog.refusal(new ClaimResult(3, 0, REFUSED, "")))
                .startsWith("1 device refused. No trusted silicon maker endorsed them")
                .contains("different catalog", "“A real installation”");
    }
}
