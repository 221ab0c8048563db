package dev.holdfast.contract.operator.rollout;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.device.DeviceDescription;
import dev.holdfast.contract.operator.text.Distinct;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Phase of a new rollout: devices that open together. Exactly one of {@code percent}, {@code count}, {@code tag} and {@code deviceIds}
 * selects them.
 *
 * @param percent percentage of the group's devices, rounded up, with the devices of earlier phases
 * @param count number of devices, with the devices of earlier phases
 * @param tag tag of devices to add; at most {@value #MAX_LISTED} devices may have it when the phase opens
 * @param deviceIds 1 to {@value #MAX_LISTED} devices of the group to add
 * @param soakMinutes time to wait for late failures after enough devices attested, in minutes, up to 30 days; null for none
 * @param successPercent percentage of the phase's devices that must attest; null for 100
 * @param askPerson whether a person decides about the next phase; null for no
 */
public record NewPhase(
        @Min(1) @Max(NewPhase.ALL) @Nullable Integer percent,
        @Min(1) @Max(NewPhase.MAX_COUNT) @Nullable Integer count,

        @Pattern(regexp = DeviceDescription.TAG, message = DeviceDescription.TAG_RULE) @Nullable
        String tag,

        @Size(min = 1, max = NewPhase.MAX_LISTED) @Distinct @Nullable
        List<DeviceId> deviceIds,

        @Min(0) @Max(NewPhase.MAX_SOAK) @Nullable Integer soakMinutes,
        @Min(1) @Max(NewPhase.ALL) @Nullable Integer successPercent,
        @Nullable Boolean askPerson) {
    /** Percentage of a phase that opens all devices of the group. */
    public static final int ALL = 100;

    /** Maximum number of devices that a rollout can list. */
    public static final int MAX_LISTED = 1_000;

    /** Maximum number of devices of a phase by count. */
    public static final int MAX_COUNT = 1_000_000;

    /** Maximum soak time in minutes: 30 days. */
    public static final int MAX_SOAK = 43_200;

    /** Creates a phase of a percentage of the group, without soak time. */
    public static NewPhase ofPercent(int percent) {
        return new NewPhase(percent, null, null, null, null, null, null);
    }
}
