variable "cluster" {
  description = "The cluster's name, the same as the agent's --cluster: 1 to 32 of a-z, 0-9 and -, such as prod-eu."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9-]{1,32}$", var.cluster)) && !can(regex("(^|-)(events|dlq)(-|$)", var.cluster))
    error_message = "cluster: must be 1 to 32 of a-z, 0-9 and -, and have no part \"events\" or \"dlq\" between hyphens: queues of event sources and of dead letters are named so."
  }
}

variable "prefix" {
  description = "The installation's prefix, the same as that of module front."
  type        = string
  default     = "sluice"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]([a-z0-9-]{0,22}[a-z0-9])?$", var.prefix)) && !can(regex("(^|-)(events|dlq)(-|$)", var.prefix))
    error_message = "prefix: must be 1 to 24 of a-z, 0-9 and -, neither start nor end with -, and have no part \"events\" or \"dlq\" between hyphens: queues of event sources and of dead letters are named so."
  }
}

variable "group" {
  description = "Clusters of one group may share a webhook path: each gets its own event. Without one the cluster is a group of its own."
  type        = string
  default     = null

  validation {
    condition     = var.group == null ? true : can(regex("^[a-z0-9-]{1,32}$", var.group))
    error_message = "group: must be 1 to 32 of a-z, 0-9 and -, or null."
  }
}

variable "copy_to" {
  description = "URLs of up to five queues of other consumers that get a copy of each event of the cluster."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.copy_to) <= 5 && length(distinct(var.copy_to)) == length(var.copy_to) && alltrue([for url in var.copy_to : can(regex("^https?://", url))])
    error_message = "copy_to: must be at most five http or https URLs of queues, none of them twice."
  }
}

variable "irsa" {
  description = "A way to the agent's role: IAM roles for service accounts: the ARN of the cluster's OIDC provider in IAM, and the agent's ServiceAccount."
  type = object({
    oidc_provider_arn = string
    namespace         = optional(string, "flux-system")
    service_account   = optional(string, "sluice-agent")
  })
  default = null

  validation {
    condition     = var.irsa == null ? true : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:oidc-provider/.+$", var.irsa.oidc_provider_arn))
    error_message = "irsa.oidc_provider_arn: must be the ARN of an OIDC provider in IAM, such as arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC."
  }
}

variable "pod_identity" {
  description = "A way to the agent's role: EKS Pod Identity: the EKS cluster's name, and the agent's ServiceAccount. The cluster needs the add-on eks-pod-identity-agent."
  type = object({
    eks_cluster     = string
    namespace       = optional(string, "flux-system")
    service_account = optional(string, "sluice-agent")
  })
  default = null

  validation {
    condition     = var.pod_identity == null ? true : can(regex("^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$", var.pod_identity.eks_cluster))
    error_message = "pod_identity.eks_cluster: must be an EKS cluster's name: 1 to 100 letters, digits, - and _."
  }
}

variable "roles_anywhere" {
  description = "A way to the agent's role: IAM Roles Anywhere, for clusters outside of EKS: the trust anchor's ARN, and the common name of the agent's certificate."
  type = object({
    trust_anchor_arn = string
    common_name      = string
  })
  default = null

  validation {
    condition = var.roles_anywhere == null ? true : (
      can(regex("^arn:[a-z-]+:rolesanywhere:[a-z0-9-]+:[0-9]{12}:trust-anchor/.+$", var.roles_anywhere.trust_anchor_arn))
      && can(regex("^[^*?]{1,64}$", var.roles_anywhere.common_name))
    )
    error_message = "roles_anywhere: trust_anchor_arn must be a trust anchor's ARN, and common_name 1 to 64 characters without * and ?."
  }
}

variable "kms_key_arn" {
  description = "The ARN of a KMS key of your own for queues and seal. Without one: SQS's own encryption (SSE-SQS) and the key aws/secretsmanager. The key's policy must let IAM policies of the account use it."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null ? true : can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[0-9a-z-]+$", var.kms_key_arn))
    error_message = "kms_key_arn: must be a key's ARN (no alias), such as arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab, or null."
  }
}

variable "seal_version" {
  description = "Count it up to make a new key of the seal. Function and agent take the one before, too, until the next one."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.seal_version >= 1 && floor(var.seal_version) == var.seal_version
    error_message = "seal_version: must be a whole number from 1 on."
  }
}

variable "secret_recovery_days" {
  description = "For how many days the seal can be restored after it was destroyed. 0: not at all; then the same names can be used again at once."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.secret_recovery_days == 0 || (var.secret_recovery_days >= 7 && var.secret_recovery_days <= 30)
    error_message = "secret_recovery_days: must be 0, or 7 to 30."
  }
}

variable "alarm_actions" {
  description = "ARNs of what is told about alarms, such as an SNS topic."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.alarm_actions) <= 5 && alltrue([for arn in var.alarm_actions : can(regex("^arn:", arn))])
    error_message = "alarm_actions: must be at most five ARNs."
  }
}

variable "oldest_message_seconds" {
  description = "The alarm on the age of the oldest message rises when it is older than this: the agent is away, or stuck."
  type        = number
  default     = 600
  nullable    = false

  validation {
    condition     = var.oldest_message_seconds >= 60 && var.oldest_message_seconds <= 345600
    error_message = "oldest_message_seconds: must be 60 to 345600 (4 days, as long as a message is kept)."
  }
}

variable "tags" {
  description = "Tags of all resources, beside the default tags of the provider."
  type        = map(string)
  default     = {}
  nullable    = false
}
