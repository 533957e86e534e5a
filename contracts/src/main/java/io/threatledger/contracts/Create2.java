package io.threatledger.contracts;

import java.io.ByteArrayOutputStream;
import org.web3j.crypto.ContractUtils;

/**
 * Deployment to the same address on every chain, through the deterministic deployer that most chains have (EIP-1014).
 *
 * <p>Where {@code eth_getCode} of {@link #DEPLOYER} is empty, deploy plainly instead.
 */
public final class Create2 {
    public static final EthAddress DEPLOYER = new EthAddress("0x4e59b44847b379578588920cA78FbF26c0B4956C");

    private Create2() {}

    /** Where {@link #deploymentData} puts the contract. If it has code already, nothing need be sent. */
    public static EthAddress address(Bytes32 salt, byte[] creationCode) {
        return EthAddress.of(
                ContractUtils.generateCreate2ContractAddress(DEPLOYER.toBytes(), salt.toBytes(), creationCode));
    }

    /** The data of the transaction to {@link #DEPLOYER}: salt, then creation code. */
    public static String deploymentData(Bytes32 salt, byte[] creationCode) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(salt.toBytes());
        data.writeBytes(creationCode);
        return Hex.of(data.toByteArray());
    }
}
