package dev.holdfast.contract.operator.authority;

/**
 * Effect that replacing a catalog's image key would have now.
 *
 * @param sets manifest sets that are signed again
 * @param current number of devices whose attested images the present key signed; they use it until they install images of the new one
 * @param stragglers number of devices with an attested image of an earlier key; their sets name that key
 */
public record ImageKeyImpact(SetRenewalImpact sets, long current, long stragglers) {}
