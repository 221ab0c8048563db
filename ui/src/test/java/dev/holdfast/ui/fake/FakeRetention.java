package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.attestation.AttestationRetention;
import dev.holdfast.ui.setting.RetentionClient;
import org.jboss.resteasy.reactive.RestResponse;

/** Retention of attestations in the fake catalogs. */
public final class FakeRetention implements RetentionClient {
    private final FakeTag tag;
    private int days = AttestationRetention.DEFAULT_DAYS;

    public FakeRetention() {
        this(new FakeTag());
    }

    FakeRetention(FakeTag tag) {
        this.tag = tag;
    }

    public int days() {
        return days;
    }

    /** Changes the retention, as another user would. */
    public void changeAsAnotherUser(int newDays) {
        tag.changeAsAnotherUser();
        days = newDays;
    }

    @Override
    public RestResponse<AttestationRetention> retention(String catalog) {
        return tag.on(new AttestationRetention(days));
    }

    @Override
    public AttestationRetention change(String catalog, String seen, AttestationRetention retention) {
        tag.change(seen);
        days = retention.days();
        return retention;
    }
}
