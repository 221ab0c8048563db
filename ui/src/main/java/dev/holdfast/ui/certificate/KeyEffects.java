package dev.holdfast.ui.certificate;

import static dev.holdfast.ui.text.Texts.text;

import dev.holdfast.contract.operator.authority.ImageKeyImpact;
import dev.holdfast.contract.operator.authority.SetRenewalImpact;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.ImpactWords;
import java.util.ArrayList;
import java.util.List;

/** Says what replacing a signing key would do, in one sentence for each effect. */
final class KeyEffects {
    private KeyEffects() {}

    /** Returns the effect of another image key. */
    static List<String> of(ImageKeyImpact impact) {
        List<String> effects = new ArrayList<>();
        effects.add(text("image-keys.effect.new"));
        effects.addAll(of(impact.sets()));
        effects.add(text("image-keys.effect.current", impact.current()));
        if (impact.stragglers() > 0) {
            effects.add(text("image-keys.effect.stragglers", impact.stragglers()));
        }
        return effects;
    }

    /** Returns the effect of signing manifest sets again. */
    static List<String> of(SetRenewalImpact sets) {
        List<String> effects = new ArrayList<>();
        effects.add(text("key-effect.sets", sets.groups(), sets.devices(), Amount.bytes(sets.bytes())));
        if (sets.devices() == 0) {
            return effects;
        }
        effects.add(ImpactWords.contact(sets.contactMinutes()));
        if (sets.offline() > 0) {
            effects.add(text("key-effect.offline", sets.offline()));
        }
        if (sets.blocked() > 0) {
            effects.add(text("key-effect.blocked", sets.blocked()));
        }
        return effects;
    }
}
