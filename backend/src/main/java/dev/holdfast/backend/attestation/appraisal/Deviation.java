package dev.holdfast.backend.attestation.appraisal;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.mt3620.Capability;
import dev.holdfast.contract.operator.attestation.DeviationKind;
import dev.holdfast.contract.operator.attestation.DeviationView;
import dev.holdfast.policy.Hit;
import dev.holdfast.policy.Side;
import java.time.Duration;

/**
 * Something that a device says of itself, beside its measurements, and that is not as it should be: expected against reported.
 * A fact and no judgement: policies decide what follows.
 */
public sealed interface Deviation {
    /** Returns what is wrong. */
    DeviationKind kind();

    /** Returns the image type's API name, or {@value Hit#DEVICE}. */
    default String subject() {
        return Hit.DEVICE;
    }

    /** Returns the component's GUID; empty when it is about none. */
    default String component() {
        return "";
    }

    /** Returns what would be right, in words. */
    String expected();

    /** Returns what was reported, in words. */
    String reported();

    /** Returns which side of the device it is about. */
    Side side();

    /** Returns one sentence for a person. */
    String reason();

    /** Returns what an operator sees. */
    default DeviationView view() {
        return new DeviationView(kind(), subject(), component(), expected(), reported(), reason());
    }

    /** A counter of the device as a whole that is lower than before: boots, or the trusted keystore's version. */
    record CounterWentBack(DeviationKind kind, long before, long now) implements Deviation {
        @Override
        public String subject() {
            return kind == DeviationKind.KEYSTORE_WENT_BACK ? ImageType.TRUSTED_KEYSTORE.apiName() : Hit.DEVICE;
        }

        @Override
        public String expected() {
            return "at least " + before;
        }

        @Override
        public String reported() {
            return Long.toString(now);
        }

        @Override
        public Side side() {
            return kind == DeviationKind.KEYSTORE_WENT_BACK ? Side.CONFIGURATION : Side.INSTANCE_IDENTITY;
        }

        @Override
        public String reason() {
            return kind == DeviationKind.KEYSTORE_WENT_BACK
                    ? "The trusted keystore has version " + now + "; it had " + before + " before."
                    : "The device is in boot " + now + "; it was in boot " + before + " before.";
        }
    }

    /**
     * A number of a component that is too low.
     *
     * @param floor what it must at least be
     * @param now what it is
     */
    record ComponentTooLow(DeviationKind kind, ImageType type, ComponentId id, long floor, long now)
            implements Deviation {
        @Override
        public String subject() {
            return type.apiName();
        }

        @Override
        public String component() {
            return id.text();
        }

        @Override
        public String expected() {
            return "at least " + floor;
        }

        @Override
        public String reported() {
            return Long.toString(now);
        }

        /** An old image is about what the device runs; a fuse that does not hold is about the chip. */
        @Override
        public Side side() {
            return kind == DeviationKind.COMPONENT_WENT_BACK ? ImageSide.of(type) : Side.HARDWARE;
        }

        @Override
        public String reason() {
            return switch (kind) {
                case COMPONENT_BELOW_FLOOR ->
                    subject() + " has security version " + now + ", but the chip's anti-rollback fuse for it says "
                            + floor + ".";
                case FLOOR_WENT_BACK ->
                    "The chip's anti-rollback fuse for " + subject() + " says " + now + "; it said " + floor
                            + " before, and fuses only go up.";
                default -> subject() + " has security version " + now + "; the device ran " + floor + " before.";
            };
        }
    }

    /** Debug ports that are open, or may have been since boot. */
    record Debugging(DebugState state) implements Deviation {
        @Override
        public DeviationKind kind() {
            return state == DebugState.ENABLED ? DeviationKind.DEBUG_OPEN : DeviationKind.DEBUG_WAS_OPEN;
        }

        @Override
        public String expected() {
            return "off since boot, or for good";
        }

        @Override
        public String reported() {
            return state.name();
        }

        @Override
        public Side side() {
            return Side.RUNTIME_OPAQUE;
        }

        @Override
        public String reason() {
            return state == DebugState.ENABLED
                    ? "Debugging is possible now."
                    : "Debugging is off now, but may have been possible since the device booted.";
        }
    }

    /** A capability that is enabled, whether it was issued or not. */
    record EnabledCapability(int number) implements Deviation {
        @Override
        public DeviationKind kind() {
            return DeviationKind.CAPABILITY_ENABLED;
        }

        @Override
        public String expected() {
            return "none";
        }

        @Override
        public String reported() {
            return Capability.ofNumber(number)
                    .map(known -> known.apiName() + " (" + number + ")")
                    .orElse(Integer.toString(number));
        }

        @Override
        public Side side() {
            return Side.CONFIGURATION;
        }

        @Override
        public String reason() {
            return "The device carries the capability " + reported() + ".";
        }
    }

    /** A capability that is enabled although no capability file of the catalog that counts allows it. */
    record CapabilityNotIssued(int number) implements Deviation {
        @Override
        public DeviationKind kind() {
            return DeviationKind.CAPABILITY_NOT_ISSUED;
        }

        @Override
        public String expected() {
            return "what was issued";
        }

        @Override
        public String reported() {
            return new EnabledCapability(number).reported();
        }

        @Override
        public Side side() {
            return Side.CONFIGURATION;
        }

        @Override
        public String reason() {
            return "The device carries the capability " + reported()
                    + ", which no capability file that counts allows it: none was issued, or it expired or was revoked.";
        }
    }

    /** A device that has not left the factory. */
    record Unfinished(ManufacturingState state) implements Deviation {
        @Override
        public DeviationKind kind() {
            return DeviationKind.MANUFACTURE_UNFINISHED;
        }

        @Override
        public String expected() {
            return ManufacturingState.DEVICE_COMPLETE.name();
        }

        @Override
        public String reported() {
            return state.name();
        }

        @Override
        public Side side() {
            return Side.CONFIGURATION;
        }

        @Override
        public String reason() {
            return "Manufacture of the device is not finished.";
        }
    }

    /** A time that does not fit. */
    record OffTime(DeviationKind kind, Duration limit, Duration found) implements Deviation {
        @Override
        public String expected() {
            return "at most " + limit.toSeconds() + " s";
        }

        @Override
        public String reported() {
            return found.toSeconds() + " s";
        }

        @Override
        public Side side() {
            return Side.INSTANCE_IDENTITY;
        }

        @Override
        public String reason() {
            return kind == DeviationKind.CLOCK_AHEAD
                    ? "Its challenge, or its last attestation, lies " + reported()
                            + " in the future: clocks of Holdfast" + " differ."
                    : "The device took " + reported() + " to answer its challenge.";
        }
    }
}
