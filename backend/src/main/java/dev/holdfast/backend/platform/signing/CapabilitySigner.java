package dev.holdfast.backend.platform.signing;

/** Signs capability files with a dedicated key of the installation, which every device trusts. */
public interface CapabilitySigner extends KeySigner {}
