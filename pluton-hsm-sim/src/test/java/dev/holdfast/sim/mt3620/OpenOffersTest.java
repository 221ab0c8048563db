package dev.holdfast.sim.mt3620;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.sim.mt3620.flash.FlashGeometry;
import dev.holdfast.sim.mt3620.flash.SparseFlash;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import dev.holdfast.sim.mt3620.profile.Profiles;
import dev.holdfast.sim.mt3620.update.OpenOffer;
import dev.holdfast.sim.mt3620.update.OpenOffers;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the record in flash of an update that is offered but not installed yet. */
class OpenOffersTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"mt3620", "imx8"})
    void a_power_cut_leaves_the_previous_or_the_next_record(String part) throws IOException {
        ChipProfile profile = Profiles.find(part);
        SparseFlash flash = SparseFlash.erased(profile.flash());
        FlashGeometry geometry = profile.flash();
        // Enough records to fill both sectors and begin again. A record fills a page.
        int records = 3 * geometry.sectorSize() / geometry.pageSize();
        for (int i = 1; i <= records; i++) {
            OpenOffer offer = offer(i);
            for (PowerSupply.Tear tear : PowerSupply.Tear.values()) {
                for (int operation = 0; operation < 2; operation++) {
                    SparseFlash torn = flash.copy();
                    boolean cut = saveUntil(torn, profile, offer, operation, tear);

                    OpenOffers after = new OpenOffers(torn, profile.partitionMap());
                    assertThat(after.latest().map(OpenOffer::version).orElse(0L))
                            .as("record %d, operation %d, %s", i, operation, tear)
                            .isIn(cut ? i - 1L : i, (long) i);
                    after.save(offer(i + 1));
                    assertThat(after.latest()).contains(offer(i + 1));
                }
            }
            new OpenOffers(flash, profile.partitionMap()).save(offer);
            assertThat(new OpenOffers(flash, profile.partitionMap()).latest()).contains(offer);
        }
    }

    /** Saves an offer and cuts the power at the operation with this number. Returns false if saving ended before. */
    private static boolean saveUntil(
            SparseFlash flash, ChipProfile profile, OpenOffer offer, int operation, PowerSupply.Tear tear)
            throws IOException {
        PowerSupply power = new PowerSupply();
        power.failAfter(operation, tear);
        try {
            new OpenOffers(power.feeding(flash), profile.partitionMap()).save(offer);
            return false;
        } catch (PowerSupply.PowerCut cut) {
            return true;
        }
    }

    private static OpenOffer offer(int number) {
        Instant now = START.plusSeconds(number);
        return new OpenOffer(number, START, now, now, now);
    }
}
