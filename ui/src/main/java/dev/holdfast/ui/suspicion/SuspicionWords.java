package dev.holdfast.ui.suspicion;

import dev.holdfast.contract.operator.suspicion.SuspicionKind;

/**
 * What a suspicion is, what it may mean, and what to do about it, for somebody who is not a cryptographer and was asleep.
 *
 * @param title what happened, a few words
 * @param meaning what that may mean, and what it may mean harmlessly
 * @param remedy what to do
 */
public record SuspicionWords(String title, String meaning, String remedy) {
    public static SuspicionWords of(SuspicionKind kind) {
        return switch (kind) {
            case COUNTER_WENT_BACK ->
                new SuspicionWords(
                        "A counter went back",
                        "A chip only ever counts up. Either two chips answer for one identity, or the chip's state was"
                                + " copied and put back.",
                        "Find out whether this device was repaired or its flash was restored. If nobody did that, treat it as"
                                + " cloned: block it, and have the device looked at.");
            case BOOT_FORKED ->
                new SuspicionWords(
                        "One boot, two operating systems",
                        "Within one boot the operating system cannot change. Two chips are counting on their own under one"
                                + " identity.",
                        "Treat it as cloned. Find both devices by the addresses that they connected from, and take the one"
                                + " that is not yours off the network. Blocking shuts both out until then.");
            case TWO_PLACES ->
                new SuspicionWords(
                        "In two places at once",
                        "Within minutes it attested from one network, from another, and from the first again, in boots that"
                                + " do not follow each other. One device that changes networks does not do that: two chips take"
                                + " turns under one identity.",
                        "Treat the device as cloned: compare the addresses on its attestations, and take the one that is not"
                                + " yours off the network. Blocking shuts both out until then.");
            case NONCE_REUSED ->
                new SuspicionWords(
                        "A challenge was answered twice",
                        "Every challenge may be answered once. Somebody kept one, or shared it with another device. It was"
                                + " refused.",
                        "Once can be a device that lost power in the middle. Again and again is somebody trying: look at the"
                                + " addresses, and at who can reach the device.");
            case NONCE_FOREIGN ->
                new SuspicionWords(
                        "A challenge that was never made for it",
                        "It answered a challenge of another device or another catalog. A device of ours cannot do that by"
                                + " accident. It was refused.",
                        "Look at who can reach the device, and whether its software was changed. Block it until you"
                                + " know.");
            case EVIDENCE_TOO_OLD ->
                new SuspicionWords(
                        "Old evidence was played back",
                        "The evidence answers a challenge that ended long ago: a recording. It was refused, and proves nothing"
                                + " about the device now.",
                        "A very slow connection can do this once. If it repeats, somebody records this device's traffic: look"
                                + " at the networks between.");
            case EVIDENCE_OF_ANOTHER ->
                new SuspicionWords(
                        "It brought evidence of another device",
                        "The connection belongs to this device, the evidence to another one: somebody holds keys or recordings"
                                + " of both. It was refused.",
                        "Look at both devices. If they stand side by side and share a relay, mend the relay; if not, block"
                                + " this one.");
        };
    }
}
