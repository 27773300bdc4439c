package dev.sluice.agent;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class AgentVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = AgentVersion.class.getPackage().getImplementationVersion();
        return new String[] {"sluice-agent " + (version == null ? "(not from a jar)" : version)};
    }
}
