package dev.holdfast.backend.platform.signing;

/** Signs vouchers for transfers between catalogs with a dedicated key of the installation. */
public interface VoucherSigner extends KeySigner {}
