-- CreateTable
CREATE TABLE "Job" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "securable" TEXT NOT NULL,
    "dryRun" BOOLEAN NOT NULL,
    "input" TEXT,
    "userId" TEXT NOT NULL,
    "userName" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "progress" TEXT,
    "log" TEXT NOT NULL,
    "result" TEXT,
    "error" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "startedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Job_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Job_createdAt_idx" ON "Job"("createdAt");

-- CreateIndex
CREATE INDEX "Job_securable_createdAt_idx" ON "Job"("securable", "createdAt");

-- CreateIndex
CREATE INDEX "Job_state_idx" ON "Job"("state");
