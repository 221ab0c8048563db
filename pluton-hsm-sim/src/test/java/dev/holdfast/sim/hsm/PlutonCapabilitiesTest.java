package dev.holdfast.sim.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.mt3620.Capability;
import dev.holdfast.sim.hsm.CapabilityDecoding.Decoded;
import dev.holdfast.sim.hsm.CapabilityDecoding.Refused;
import dev.holdfast.sim.hsm.otp.MemorySilicon;
import dev.holdfast.sim.hsm.rng.EntropySource;
import dev.holdfast.sim.hsm.rng.HealthTestedRng;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests how a chip decodes and applies capability files. */
class PlutonCapabilitiesTest {
    private static final SigningKey SIGNER = SigningKey.generate(new HealthTestedRng(EntropySource.system()));
    private static final int LENGTH = 392;

    private Pluton pluton;
    private PlutonDevice device;

    @BeforeEach
    @BeforeTry
    void a_chip_whose_keystore_is_known() throws IOException {
        pluton = Pluton.manufacture(
                new MemorySilicon(), TestKeys.somePublicKey(), DebugState.DISABLED_PERMANENTLY, EntropySource.system());
        pluton.reset();
        pluton.latchCapabilityKeys(Set.of(SIGNER.publicKey()));
        device = pluton.device(new Caller.Application(new TenantId("contoso")));
    }

    @Test
    void decoding_a_file_enables_no_capability() {
        byte[] file = file(pluton.deviceId(), ImageType.FW_CONFIG, 13, 0, 11, 11);
        assertThat(file).hasSize(LENGTH);

        assertThat(device.decodeCapabilities(file)).isEqualTo(decoded(11, 13));
        assertThat(device.isCapabilityEnabled(Capability.APPLICATION_DEVELOPMENT.number()))
                .isFalse();
    }

    @Test
    void presented_capabilities_are_enabled_until_the_reset() {
        pluton.fuses().advanceManufacturing(ManufacturingState.DEVICE_COMPLETE);
        pluton.presentCapabilities(Blob.of(file(pluton.deviceId(), ImageType.FW_CONFIG, 11)));

        assertThat(device.enabledCapabilities()).containsExactly(11);
        assertThat(device.isCapabilityEnabled(11)).isTrue();
        assertThat(device.isCapabilityEnabled(13)).isFalse();
        assertThat(pluton.securityState().capabilities()).containsExactly(11);

        pluton.presentCapabilities(Blob.of(file(pluton.deviceId(), ImageType.FW_CONFIG)));
        assertThat(device.enabledCapabilities())
                .as("an empty file takes capabilities away")
                .isEmpty();
        pluton.presentCapabilities(Blob.of(file(pluton.deviceId(), ImageType.FW_CONFIG, 11)));
        pluton.reset();
        assertThat(device.enabledCapabilities()).isEmpty();
    }

    @Test
    void rf_test_mode_is_on_while_the_chip_is_blank() {
        assertThat(device.enabledCapabilities()).containsExactly(Capability.RF_TEST_MODE.number());

        pluton.device(Caller.SystemService.UPDATE).setManufacturingState(ManufacturingState.MODULE1_COMPLETE);

        assertThat(device.enabledCapabilities()).isEmpty();
    }

    @Test
    void a_file_for_another_device_signer_or_type_is_refused() {
        DeviceId other = new DeviceId(TestKeys.somePublicKey());
        assertThat(device.decodeCapabilities(file(other, ImageType.FW_CONFIG, 11)))
                .isEqualTo(new Refused("the capability file is for another device"));
        assertThat(device.decodeCapabilities(file(pluton.deviceId(), ImageType.APPLICATIONS, 11)))
                .isEqualTo(new Refused("an image of type Applications holds no capabilities"));

        pluton.reset();
        byte[] genuine = file(pluton.deviceId(), ImageType.FW_CONFIG, 11);
        assertThat(device.decodeCapabilities(genuine)).as("no keystore yet").isInstanceOf(Refused.class);
        pluton.latchCapabilityKeys(Set.of(TestKeys.somePublicKey()));
        assertThat(device.decodeCapabilities(genuine)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> pluton.latchCapabilityKeys(Set.of(SIGNER.publicKey())))
                .isInstanceOf(PlutonException.class);
        assertThat(pluton.presentCapabilities(Blob.of(genuine))).isInstanceOf(Refused.class);
    }

    @Test
    void a_file_with_64_capabilities_is_accepted_and_one_over_1024_bytes_is_refused() {
        int[] many = IntStream.rangeClosed(100, 163).toArray();
        byte[] file = file(pluton.deviceId(), ImageType.FW_CONFIG, many);

        assertThat(device.decodeCapabilities(new byte[1024])).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> device.decodeCapabilities(new byte[1025]))
                .isInstanceOfSatisfying(
                        PlutonException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));
        assertThat(device.decodeCapabilities(file)).isEqualTo(decoded(many));
        assertThat(pluton.presentCapabilities(Blob.of(file)))
                .as("RF test mode has a place of its own on a blank chip")
                .isInstanceOf(Refused.class);
        pluton.fuses().advanceManufacturing(ManufacturingState.MODULE1_COMPLETE);
        pluton.presentCapabilities(Blob.of(file));
        assertThat(device.enabledCapabilities()).hasSize(64);
    }

    @Property(tries = 100)
    void a_changed_or_truncated_file_is_refused(
            @ForAll @IntRange(max = LENGTH * 8 - 1) int bit, @ForAll @IntRange(max = LENGTH - 1) int length) {
        byte[] file = file(pluton.deviceId(), ImageType.FW_CONFIG, 11);
        byte[] flipped = file.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);

        assertThat(device.decodeCapabilities(flipped)).isInstanceOf(Refused.class);
        assertThat(device.decodeCapabilities(Arrays.copyOf(file, length))).isInstanceOf(Refused.class);
    }

    @Property(tries = 100)
    void a_signed_file_with_another_header_is_refused(@ForAll @IntRange(max = 11) int at) {
        byte[] file = file(pluton.deviceId(), ImageType.FW_CONFIG, 11);
        file[at] ^= 0x40;

        assertThat(device.decodeCapabilities(sign(file))).isInstanceOf(Refused.class);
    }

    private static Decoded decoded(int... capabilities) {
        return new Decoded(new TreeSet<>(Arrays.stream(capabilities).boxed().toList()));
    }

    /**
     * Builds a capability file byte by byte. Like the files of Azure Sphere's tools, the file has no {@code RV} section. The body of 0xCC
     * bytes has a header, the device ID and 64 slots. Then come the metadata sections ID, SG and DB, and the signature.
     */
    private static byte[] file(DeviceId device, ImageType type, int... capabilities) {
        ByteBuffer out = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        out.put(new byte[] {(byte) 0xFD, 0x5C, (byte) 0xFD, 0x5C}).putInt(1).putInt(0xCC);
        out.put(device.bytes());
        Arrays.stream(capabilities).forEach(it -> out.putShort((short) it));
        out.position(0xCC).putInt(0x4D345834).putInt(3);
        out.putShort((short) 0x4449).putShort((short) 0x24).putShort((short) type.number());
        out.position(out.position() + 2 + 32);
        out.putShort((short) 0x4753).putShort((short) 0x18).put(new byte[20]).putInt(1);
        out.putShort((short) 0x4244).putShort((short) 0x28).putLong(1_600_000_000);
        out.put(Arrays.copyOf("fw_config".getBytes(StandardCharsets.US_ASCII), 32));
        out.putInt(0x7C);
        return sign(out.array());
    }

    private static byte[] sign(byte[] file) {
        byte[] message = Arrays.copyOf(file, LENGTH - 64);
        System.arraycopy(SIGNER.sign(Digest.sha256(message)).bytes(), 0, file, LENGTH - 64, 64);
        return file;
    }
}
