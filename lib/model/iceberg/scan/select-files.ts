import type { ContentFile, IcebergType, ManifestEntry, PartitionSpec, PrimitiveType } from '../types';
import type { Bound } from './bind';
import type { DeleteIndex } from './delete-index';
import { fileMayMatch, partitionMayMatch, partitionProves } from './evaluate';

/** A class, for the reason that ReadFile gives. */
export class PlannedFile {
  declare readonly file: ContentFile;
  declare readonly sequenceNumber: bigint;
  declare readonly deletes: readonly ContentFile[];
  constructor(file: ContentFile, sequenceNumber: bigint, deletes: readonly ContentFile[]) {
    this.file = file;
    this.sequenceNumber = sequenceNumber;
    this.deletes = deletes;
  }
}

export interface SpecPlan { readonly spec: PartitionSpec; readonly types: readonly PrimitiveType[]; readonly projected: Bound }

interface SelectionTools {
  readonly planOf: (specId: number) => SpecPlan;
  readonly typeOf: (fieldId: number) => IcebergType | null;
  readonly deletes: DeleteIndex;
  /** null: all files are wanted */
  readonly limitRows: number | null;
}

/**
 * Which files of a manifest a filter leaves, manifest after manifest. The loop over files stands here, away from the
 * waiting for manifests: within a function that awaits, the compiler of V8 took as long over it as all files together.
 */
export class FileSelection {
  private certain = 0;
  private readonly unfiltered: boolean;
  // of its own, not of `tools`: V8 builds on the kind of object that a literal's field first held, and begins anew with the next plan
  private readonly deletes: DeleteIndex;
  private readonly limitRows: number | null;
  constructor(private readonly bound: Bound, private readonly tools: SelectionTools, private readonly counts: { filesPlanned: number; bytesPlanned: number }) {
    this.unfiltered = bound.op === 'true';
    this.deletes = tools.deletes;
    this.limitRows = tools.limitRows;
  }

  /** So many rows are certain that no more files are needed. */
  get isEnough(): boolean {
    return this.limitRows !== null && this.certain >= this.limitRows;
  }

  /** Files to read of these entries, each with the deletes that apply to it. */
  of(entries: readonly ManifestEntry[]): readonly PlannedFile[] {
    const planned: PlannedFile[] = [];
    for (const { status, file, sequenceNumber } of entries) {
      if (status === 'deleted' || file.recordCount === 0 || !(this.unfiltered || this.mayMatch(file))) continue;
      const deletes = this.deletes.deletesFor(file, sequenceNumber);
      this.counts.filesPlanned += 1;
      this.counts.bytesPlanned += file.fileSizeInBytes;
      planned.push(new PlannedFile(file, sequenceNumber, deletes));
      if (this.limitRows !== null) {
        this.countRows(file, deletes);
        if (this.isEnough) break;
      }
    }
    return planned;
  }

  private mayMatch(file: ContentFile): boolean {
    const { spec, projected } = this.tools.planOf(file.specId);
    return partitionMayMatch(projected, file, spec) && fileMayMatch(this.bound, file, this.tools.typeOf);
  }

  private countRows(file: ContentFile, deletes: readonly ContentFile[]): void {
    if (partitionProves(this.bound, file, this.tools.planOf(file.specId).spec)) this.certain += rowsLeft(file, deletes);
  }
}

/** Rows of a file that are certainly left: position deletes remove one each at most, equality deletes any number. */
function rowsLeft(file: ContentFile, deletes: readonly ContentFile[]): number {
  if (deletes.some(({ content }) => content === 'equality-deletes')) return 0;
  return Math.max(0, deletes.reduce((rows, { recordCount }) => rows - recordCount, file.recordCount));
}
