package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.format.Member;
import dev.holdfast.contract.format.MemberList;
import dev.holdfast.contract.format.RolloutAudience;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.gateway.support.Await;
import dev.holdfast.gateway.support.GatewayTestEnvironment;
import dev.holdfast.gateway.support.TestDevice;
import dev.holdfast.gateway.support.TestInstallation;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Polls of devices in a group with an active rollout. */
@QuarkusTest
@WithTestResource(GatewayTestEnvironment.class)
class RolloutTargetTest extends GatewayTest {
    private static final long CURRENT = 7;
    private static final long NEXT = 9;

    private final UUID group = UUID.randomUUID();
    private final InternalApi.TargetImage currentImage = image((byte) 1);
    private final InternalApi.TargetImage nextImage = image((byte) 2);
    private TestDevice open;
    private TestDevice other;
    private MemberList list;

    @BeforeEach
    void a_rollout_has_opened_one_of_two_devices() {
        open = device();
        other = device();
        backend.assign(open, group);
        backend.assign(other, group);
        list = MemberList.of(Set.of(member(open).hash(), 5L), Set.of());
        rollOut(list, false);
    }

    @Test
    void an_open_device_gets_the_next_set_and_its_list_and_the_other_one_the_current_set() throws IOException {
        HttpResponse<byte[]> next = open.update().get(poll(CURRENT));

        int length = manifest(NEXT).length();
        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(next.headers().firstValueAsLong(DeviceProtocol.MANIFEST_SET_LENGTH))
                .hasValue(length);
        assertThat(next.headers().firstValue("etag")).contains(tag(NEXT));
        assertThat(Arrays.copyOf(next.body(), length)).isEqualTo(manifest(NEXT).bytes());
        assertThat(Arrays.copyOfRange(next.body(), length, next.body().length)).isEqualTo(list.bytes());
        assertThat(open.update().get(poll(NEXT)).statusCode()).isEqualTo(204);
        assertThat(other.update().get(poll(CURRENT)).statusCode()).isEqualTo(204);
        HttpResponse<byte[]> current = other.update().get("update?have=0");
        assertThat(text(current)).isEqualTo("manifest " + CURRENT);
        assertThat(current.headers().firstValue(DeviceProtocol.MANIFEST_SET_LENGTH))
                .isEmpty();
    }

    @Test
    void the_backend_learns_that_the_set_of_a_rollout_was_offered() throws IOException {
        assertThat(open.update().get(poll(CURRENT)).statusCode()).isEqualTo(200);

        Await.until(
                "the offer",
                () -> backend.contacts().stream()
                        .anyMatch(
                                contact -> contact.witness().device().equals(open.id()) && contact.offered() == NEXT));
    }

    @Test
    void each_device_gets_the_images_of_its_own_set() throws IOException {
        assertThat(open.update().get("images/" + nextImage.image()).body()).containsExactly(2);
        assertThat(open.update().get("images/" + currentImage.image()).statusCode())
                .isEqualTo(404);
        assertThat(other.update().get("images/" + currentImage.image()).body()).containsExactly(1);
        assertThat(other.update().get("images/" + nextImage.image()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_device_that_staged_a_set_learns_whether_it_is_still_offered() throws IOException {
        TestDevice.Session session = open.update();
        assertThat(recheck(session, NEXT).statusCode()).isEqualTo(304);
        assertThat(recheck(session, NEXT - 1).statusCode()).isEqualTo(200);

        rollOut(list, true);

        Await.until("withdrawn", () -> recheck(session, NEXT).statusCode() == 204);
        rollOut(MemberList.of(Set.of(member(other).hash()), Set.of()), false);
        assertThat(recheck(session, NEXT).statusCode()).isEqualTo(204);

        rollOut(list, false);

        Await.until("offered again", () -> recheck(session, NEXT).statusCode() == 304);
        assertThat(recheck(other.update(), NEXT).statusCode()).isEqualTo(204);
    }

    @Test
    void a_halted_rollout_leads_no_device_to_an_older_set() throws IOException {
        rollOut(list, true);
        TestDevice.Session session = open.update();

        Await.until("halted", () -> session.get(poll(CURRENT)).statusCode() == 204);
        assertThat(session.get(poll(NEXT)).statusCode()).isEqualTo(204);
        // A device that is behind, or that came from another group with a higher version, gets the current set.
        assertThat(text(session.get(poll(CURRENT - 1)))).isEqualTo("manifest " + CURRENT);
        assertThat(text(session.get(poll(NEXT + 1)))).isEqualTo("manifest " + CURRENT);
        assertThat(session.get("images/" + nextImage.image()).statusCode()).isEqualTo(404);
    }

    @Test
    void an_excluded_device_gets_the_current_set() throws IOException {
        rollOut(MemberList.of(Set.of(), Set.of(member(open).hash())), false, Member.BUCKETS);

        TestDevice.Session session = open.update();
        Await.until("excluded", () -> session.get(poll(CURRENT)).statusCode() == 204);
        Await.until("opened", () -> other.update().get(poll(CURRENT)).statusCode() == 200);
    }

    @Test
    void a_pinned_device_gets_nothing() throws IOException {
        TestDevice.Session session = open.update();
        assertThat(session.get("update?have=0").statusCode()).isEqualTo(200);
        InternalApi.Assignment known = assignment(true);
        backend.assign(open, known);
        backend.announce(InternalApi.Change.of(open.id()));

        Await.until("pinned", () -> session.get("update?have=0").statusCode() == 204);
        assertThat(recheck(session, NEXT).statusCode()).isEqualTo(204);
        assertThat(session.get("images/" + nextImage.image()).statusCode()).isEqualTo(404);

        backend.assign(open, assignment(false));
        backend.announce(InternalApi.Change.of(open.id()));
        Await.until("unpinned", () -> session.get("update?have=0").statusCode() == 200);
    }

    @Test
    void a_set_that_is_signed_again_is_not_sent_to_devices_that_have_it() throws IOException {
        TestDevice.Session session = open.update();
        backend.deploy(
                group,
                new InternalApi.Target(
                        set(CURRENT, currentImage, List.of()),
                        next(set(NEXT + 1, nextImage, List.of(digest(NEXT))), list, false, 0),
                        false,
                        List.of()));
        backend.announce(InternalApi.Change.of(group));

        Await.until("the new signature", () -> text(session.get(poll(CURRENT))).startsWith("manifest " + (NEXT + 1)));
        assertThat(session.get(poll(NEXT)).statusCode()).isEqualTo(204);
        // A staged set counts only with its exact digest, because the newer one may be for other devices.
        assertThat(recheck(session, NEXT).statusCode()).isEqualTo(200);
    }

    @Test
    void the_first_deployment_of_a_group_can_be_a_rollout() throws IOException {
        backend.deploy(
                group,
                new InternalApi.Target(
                        new InternalApi.CohortTarget(0, Blob.of(new byte[0]), expiry(), List.of()),
                        next(set(NEXT, nextImage, List.of()), list, false, 0),
                        false,
                        List.of()));
        backend.announce(InternalApi.Change.of(group));

        Await.until("no current set", () -> other.update().get("update?have=0").statusCode() == 204);
        assertThat(open.update().get("update?have=0").statusCode()).isEqualTo(200);
    }

    private void rollOut(MemberList devices, boolean withheld) {
        rollOut(devices, withheld, 0);
    }

    /** Sets the target of the group and announces it. */
    private void rollOut(MemberList devices, boolean withheld, int buckets) {
        backend.deploy(
                group,
                new InternalApi.Target(
                        set(CURRENT, currentImage, List.of()),
                        next(set(NEXT, nextImage, List.of()), devices, withheld, buckets),
                        false,
                        List.of()));
        backend.store(group, currentImage, new byte[] {1});
        backend.store(group, nextImage, new byte[] {2});
        backend.announce(InternalApi.Change.of(group));
    }

    private static InternalApi.NextTarget next(
            InternalApi.CohortTarget set, MemberList devices, boolean withheld, int buckets) {
        return new InternalApi.NextTarget(
                set, RolloutAudience.of(new UUID(1, 1), 0, buckets, devices), Blob.of(devices.bytes()), withheld);
    }

    private static InternalApi.CohortTarget set(long version, InternalApi.TargetImage image, List<Digest> earlier) {
        return new InternalApi.CohortTarget(version, manifest(version), expiry(), List.of(image), earlier, null);
    }

    private static Instant expiry() {
        return Instant.now().plusSeconds(86_400);
    }

    private InternalApi.Assignment assignment(boolean pinned) {
        return new InternalApi.Assignment(
                TestInstallation.CATALOG, group, false, "", false, null, InternalApi.DeviceFacts.UNKNOWN, pinned);
    }

    private static InternalApi.TargetImage image(byte content) {
        return new InternalApi.TargetImage(new ImageId(UUID.randomUUID()), 1, Digest.sha256(new byte[] {content}));
    }

    private static Member member(TestDevice device) {
        return Member.of(TestInstallation.CATALOG, device.id());
    }

    private static Digest digest(long version) {
        return Digest.sha256(manifest(version).bytes());
    }

    private static String tag(long version) {
        return '"' + digest(version).hex() + '"';
    }

    /** Polls as a device with the current set that has staged another one. */
    private static HttpResponse<byte[]> recheck(TestDevice.Session session, long staged) throws IOException {
        return session.get(poll(CURRENT), Map.of("If-None-Match", tag(staged)));
    }
}
