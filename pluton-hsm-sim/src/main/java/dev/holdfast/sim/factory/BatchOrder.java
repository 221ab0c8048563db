package dev.holdfast.sim.factory;

import dev.holdfast.sim.mt3620.profile.Profiles;
import dev.holdfast.sim.scenario.FleetPlan;
import dev.holdfast.sim.scenario.Scenario;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An order for a batch of chips.
 *
 * @param plan number of chips, and their faults
 * @param part text of the chips' profile, see {@link dev.holdfast.sim.mt3620.profile.Profiles#text}
 * @param keys public keys of the installation
 * @param osVersion operating system release
 * @param sizes sizes of the operating system's images
 * @param catalog the only catalog that can claim the chips; empty for any
 */
public record BatchOrder(
        FleetPlan plan,
        String part,
        InstallationKeys keys,
        String osVersion,
        ImageSizes sizes,
        Optional<String> catalog) {
    private static final Pattern CATALOG = Pattern.compile("[A-Za-z0-9_-]{1,50}");

    /**
     * Checks the catalog's name.
     *
     * @throws IllegalArgumentException when no catalog can have this name: nobody could claim the chips
     */
    public BatchOrder {
        catalog.filter(name -> !CATALOG.matcher(name).matches()).ifPresent(name -> {
            throw new IllegalArgumentException(
                    "A catalog's name has 1 to 50 letters, digits, hyphens and underscores, not '" + name + "'.");
        });
    }

    /**
     * Orders chips of the part {@code mt3620} with scaled-down images, for any catalog.
     *
     * @param count number of chips
     * @param scenario faults of the chips, with the scenario's seed
     * @throws IOException when the profile of the part cannot be read
     */
    public static BatchOrder of(int count, InstallationKeys keys, String osVersion, Scenario scenario)
            throws IOException {
        return new BatchOrder(
                FleetPlan.of(scenario, scenario.seed(), count),
                Profiles.text(Factory.MT3620),
                keys,
                osVersion,
                ImageSizes.SCALED_DOWN,
                Optional.empty());
    }

    /** Returns a copy for chips that only one catalog can claim. */
    public BatchOrder onlyFor(String claimant) {
        return new BatchOrder(plan, part, keys, osVersion, sizes, Optional.of(claimant));
    }
}
