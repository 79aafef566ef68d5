export { compact } from './compact';
export { expireSnapshots } from './expire-snapshots';
export { getHealth } from './get-health';
export { previewExpiry } from './preview-expiry';
export { removeOrphans } from './remove-orphans';
export { rewriteManifests } from './rewrite-manifests';
export { startCompact, startExpireSnapshots, startRemoveOrphans, startRewriteManifests } from './start';
