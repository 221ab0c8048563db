package dev.holdfast.contract.format;

import static dev.holdfast.contract.Malformed.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.contract.Vectors;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which devices belong to the audience of a rollout. */
class RolloutAudienceTest {
    private static final UUID ROLLOUT = new UUID(1, 2);
    private static final Member MEMBER = new Member(5000, -1);

    /** SHA-256 of catalog and device ID begins with c800e9a7 109d2d5b86c010de. */
    @Test
    void bucket_and_hash_come_from_catalog_and_device_id() {
        UUID catalog = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");

        assertThat(Member.of(catalog, Vectors.device())).isEqualTo(new Member(3015, 0x109d2d5b86c010deL));
    }

    @ParameterizedTest
    @CsvSource({
        "5000, 0, false",
        "5000, 1, true",
        "5001, 9999, false",
        "5001, 10000, true",
        "4990, 10, false",
        "4990, 11, true",
        "9000, 6000, false",
        "9000, 6001, true",
        "0, 10000, true",
    })
    void an_arc_begins_at_its_seed_and_continues_after_the_last_bucket(int seed, int buckets, boolean contained) {
        RolloutAudience arc = RolloutAudience.of(ROLLOUT, seed, buckets, MemberList.EMPTY);

        assertThat(arc.contains(MEMBER, MemberList.EMPTY)).isEqualTo(contained);
    }

    @Property
    void a_wider_arc_contains_every_device_of_a_narrower_one(
            @ForAll @IntRange(max = 9999) int seed,
            @ForAll @IntRange(max = 9999) int buckets,
            @ForAll @IntRange(max = 9999) int bucket) {
        Member member = new Member(bucket, 0);
        boolean inside =
                RolloutAudience.of(ROLLOUT, seed, buckets, MemberList.EMPTY).contains(member, MemberList.EMPTY);
        boolean insideWider =
                RolloutAudience.of(ROLLOUT, seed, buckets + 1, MemberList.EMPTY).contains(member, MemberList.EMPTY);

        assertThat(insideWider || !inside).isTrue();
        assertThat(inside).isEqualTo((bucket - seed + 10_000) % 10_000 < buckets);
    }

    @Test
    void listed_devices_belong_and_excluded_ones_do_not() {
        MemberList listed = MemberList.of(Set.of(-1L), Set.of());
        MemberList excluded = MemberList.of(Set.of(-1L), Set.of(-1L));

        assertThat(RolloutAudience.of(ROLLOUT, 0, 0, listed).contains(MEMBER, listed))
                .isTrue();
        assertThat(RolloutAudience.of(ROLLOUT, 0, 0, listed).contains(new Member(5000, 1), listed))
                .isFalse();
        assertThat(RolloutAudience.of(ROLLOUT, 0, 10_000, excluded).contains(MEMBER, excluded))
                .isFalse();
        assertThat(RolloutAudience.of(ROLLOUT, 0, 10_000, excluded).contains(new Member(5000, 1), excluded))
                .isTrue();
    }

    /** The devices are always the same. The bound is three standard deviations. */
    @ParameterizedTest
    @CsvSource({"0, 100", "9950, 100", "1234, 2500", "7777, 5000"})
    void an_arc_contains_its_share_of_the_devices(int seed, int buckets) {
        int devices = 20_000;
        double share = buckets / 10_000.0;
        RolloutAudience arc = RolloutAudience.of(ROLLOUT, seed, buckets, MemberList.EMPTY);

        long contained = IntStream.range(0, devices)
                .mapToObj(number ->
                        DeviceId.of(ByteBuffer.allocate(64).putInt(number).array()))
                .filter(device -> arc.contains(Member.of(Tokens.CATALOG, device), MemberList.EMPTY))
                .count();

        assertThat((double) contained).isCloseTo(devices * share, within(3 * Math.sqrt(devices * share * (1 - share))));
    }

    @Property(tries = 150)
    void a_list_survives_encoding_and_decoding(
            @ForAll @Size(max = 1000) Set<Long> listed, @ForAll @Size(max = 100) Set<Long> excluded)
            throws FormatException {
        MemberList list = MemberList.of(listed, excluded);
        RolloutAudience audience = RolloutAudience.of(ROLLOUT, 0, 0, list);

        MemberList read = MemberList.decode(list.bytes(), audience);

        assertThat(read.bytes()).isEqualTo(list.bytes());
        assertThat(listed).allMatch(hash -> read.lists(new Member(0, hash)));
        assertThat(excluded).allMatch(hash -> read.excludes(new Member(0, hash)));
        assertThat(read.listed()).isEqualTo(listed.size());
        assertThat(read.excluded()).isEqualTo(excluded.size());
    }

    @Test
    void a_list_has_the_documented_order() {
        assertThat(MemberList.of(List.of(-1L, 1L), List.of(2L)).bytes())
                .isEqualTo(ByteBuffer.allocate(24)
                        .putLong(1)
                        .putLong(-1)
                        .putLong(2)
                        .array());
    }

    @Test
    void another_list_than_the_one_of_the_audience_is_refused() {
        byte[] list = MemberList.of(Set.of(1L, 2L), Set.of(3L)).bytes();
        RolloutAudience audience = new RolloutAudience(ROLLOUT, 0, 0, 2, 1, Digest.sha256(list));
        byte[] other = list.clone();
        other[7]++;

        assertRefused(other, bytes -> MemberList.decode(bytes, audience), Reason.SIGNATURE);
        assertRefused(
                List.of(new byte[0], Arrays.copyOf(list, 16), Arrays.copyOf(list, 23), Arrays.copyOf(list, 32)),
                bytes -> MemberList.decode(bytes, audience),
                Reason.SIZE);
    }

    @Test
    void a_list_in_another_order_or_with_duplicates_is_refused() {
        for (long[] hashes : new long[][] {{2, 1}, {1, 1}, {-1, 1}}) {
            ByteBuffer list = ByteBuffer.allocate(16);
            LongStream.of(hashes).forEach(list::putLong);
            RolloutAudience audience = new RolloutAudience(ROLLOUT, 0, 0, 2, 0, Digest.sha256(list.array()));

            assertRefused(list.array(), bytes -> MemberList.decode(bytes, audience), Reason.ENCODING);
        }
    }

    @Test
    void an_audience_out_of_range_is_refused() {
        Digest list = MemberList.EMPTY.digest();

        assertThatThrownBy(() -> new RolloutAudience(ROLLOUT, 10_000, 0, 0, 0, list))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RolloutAudience(ROLLOUT, 0, 10_001, 0, 0, list))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RolloutAudience(ROLLOUT, 0, 0, 1001, 0, list))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RolloutAudience(ROLLOUT, 0, 0, 0, 101, list))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MemberList.of(LongStream.range(0, 1001).boxed().toList(), Set.of()))
                .hasMessageContaining("at most 1000");
        assertThatThrownBy(() ->
                        MemberList.of(Set.of(), LongStream.range(0, 101).boxed().toList()))
                .hasMessageContaining("at most 100");
    }
}
