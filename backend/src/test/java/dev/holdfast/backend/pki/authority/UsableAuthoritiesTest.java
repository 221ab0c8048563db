package dev.holdfast.backend.pki.authority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.pki.certificate.AuthorityCertificates;
import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.pki.vault.Pkcs12KeyVault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which authority of a catalog signs, and when a successor is created. */
class UsableAuthoritiesTest {
    private static final UUID CATALOG = UUID.randomUUID();
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void the_newest_active_authority_signs() {
        UsableAuthorities line = line(
                authority(1, NOW.minus(Duration.ofDays(600)), null), authority(2, NOW.plus(Duration.ofDays(45)), null));

        assertThat(line.active(NOW).orElseThrow().generation()).isEqualTo(1);
        assertThat(line.active(NOW.plus(Duration.ofDays(45))).orElseThrow().generation())
                .isEqualTo(2);
    }

    @Test
    void a_revoked_authority_does_not_sign() {
        UsableAuthorities line = line(authority(1, NOW, null), authority(2, NOW, NOW));

        assertThat(line.active(NOW).orElseThrow().generation()).isEqualTo(1);
        assertThat(line(authority(1, NOW, NOW)).active(NOW)).isEmpty();
    }

    @Test
    void an_expired_authority_does_not_sign() {
        assertThat(line(authority(1, NOW, null)).active(NOW.plus(Duration.ofDays(731))))
                .isEmpty();
    }

    @Test
    void a_successor_is_created_90_days_before_the_end_and_signs_45_days_later() {
        Instant created = NOW.minus(RotationSchedule.CREATED_BEFORE_END);

        assertThat(RotationSchedule.isDue(NOW, created)).isFalse();
        assertThat(RotationSchedule.isDue(NOW, created.plusSeconds(1))).isTrue();
        assertThat(RotationSchedule.activeFrom(NOW, created)).isEqualTo(NOW.minus(Duration.ofDays(45)));
    }

    @Property
    void a_successor_signs_in_time_even_if_created_late(@ForAll @IntRange(min = 0, max = 90) int daysLeft) {
        Instant end = NOW.plus(Duration.ofDays(daysLeft));
        Instant begin = RotationSchedule.activeFrom(end, NOW);

        assertThat(begin).isAfterOrEqualTo(NOW);
        assertThat(begin.equals(NOW) || !begin.isAfter(end.minus(RotationSchedule.SUCCESSOR_SIGNS_BEFORE_END)))
                .isTrue();
    }

    private UsableAuthorities line(CatalogAuthority... authorities) {
        return new UsableAuthorities(CATALOG, List.of(authorities));
    }

    /** Returns an authority whose certificate is valid for two years from {@link #NOW}. {@code revokedAt} is null unless it is revoked. */
    private CatalogAuthority authority(int generation, Instant activeFrom, @Nullable Instant revokedAt) {
        KeyVault vault = Pkcs12KeyVault.open(folder, "a passphrase".toCharArray(), InstantSource.fixed(NOW));
        UUID id = UUID.randomUUID();
        return new CatalogAuthority(
                id,
                generation,
                activeFrom,
                revokedAt,
                Duration.ofHours(24),
                new AuthorityCertificates().catalog(vault.policyAuthority(), CATALOG, vault.createKey(id), NOW));
    }
}
